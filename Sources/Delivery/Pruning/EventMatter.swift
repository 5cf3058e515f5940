// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Storage
import Workflows

/// Events beyond those that the log keeps.
struct EventMatter: PruneMatter {
    let kind = PruneKind.events
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        guard scope.project == nil else { return }
        let count = try await parts.events.count()
        let surplus = try await parts.events.surplus(limits(scope))
        if let surplus {
            report.items.append(
                PruneItem(kind, "\(surplus.count) events", size: surplus.size, why: "older than those that are kept"))
        }
        report.keep(kind, count - (surplus?.count ?? 0), why: "as many as are kept, or fewer")
    }

    private func limits(_ scope: PruneScope) -> EventLimits {
        let settings = scope.settings
        return EventLimits(
            count: settings.eventsKeep, since: settings.eventsKept.map(scope.before), bytes: settings.eventsBudget)
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        try await parts.events.prune(limits(scope)) > 0
    }
}
