// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms

/// What the platform keeps of earlier versions of Dextra itself for programs that no longer run.
struct ProgramMatter: PruneMatter {
    let kind = PruneKind.program
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        guard scope.project == nil else { return }
        for platform in parts.platforms.all {
            for program in try await platform.sparePrograms() {
                report.items.append(
                    PruneItem(kind, program.name, size: program.size, why: "no service was started with it"))
            }
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        for platform in parts.platforms.all where try await platform.removeSpareProgram(item.name) { return true }
        return false
    }
}
