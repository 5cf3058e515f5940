// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Workflows

/// Events beyond those that the log keeps.
struct EventMatter: PruneMatter {
    let kind = PruneKind.events
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        guard scope.project == nil else { return }
        let keep = scope.settings.eventsKeep
        let count = try await parts.events.count()
        if count > keep {
            report.items.append(
                PruneItem(kind, "\(count - keep) events", why: "older than the \(keep) that are kept"))
        }
        report.keep(kind, min(count, keep), why: "among the newest \(keep)")
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        try await parts.events.prune(keeping: scope.settings.eventsKeep) > 0
    }
}
