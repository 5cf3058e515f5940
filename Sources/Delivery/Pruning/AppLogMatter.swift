// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives

/// Full log files of applications that are older than they are kept, where the platform has files of its own.
struct AppLogMatter: PruneMatter {
    let kind = PruneKind.appLog
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        guard scope.project == nil, let limit = limit(scope) else { return }
        for platform in parts.platforms.all {
            for file in try await platform.oldLogs(before: limit) {
                report.items.append(
                    PruneItem(
                        kind, file.name, size: file.size,
                        why: "its last line is older than \(scope.settings.text(of: .appLogKeepDays)) days"))
            }
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let limit = limit(scope) else { return false }
        for platform in parts.platforms.all where try await platform.removeOldLog(item.name, before: limit) {
            return true
        }
        return false
    }

    private func limit(_ scope: PruneScope) -> Timestamp? { scope.settings.appLogsKept.map(scope.before) }
}
