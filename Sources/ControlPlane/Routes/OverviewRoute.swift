// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import Model
import OpenAPI
import Primitives
import Storage
import Wire

extension ControlPlane {
    /// Runs of each sort that are shown.
    private static let shown = 20

    var overviewOperations: [Operation] {
        [
            .read(
                "/v1/overview", "getOverview", .known,
                "What runs, what failed, what needs somebody, and how deliveries go",
                query: [.window]
            ) { call in
                let principal = try call.principal
                let projects = try await visibleProjects(of: principal)
                let among = principal.may(.view) ? nil : projects.map(\.id)
                let summary = try await delivery.summary(of: among.map(Set.init), days: try call.query(.window) ?? 14)
                return try await database.read { connection in
                    func runs(_ states: RunState...) throws -> [Run] {
                        let found = try states.flatMap {
                            try RunStore().list(RunFilter(among: among, state: $0, limit: Self.shown), on: connection)
                        }
                        return Array(found.sorted { $0.id > $1.id }.prefix(Self.shown))
                    }
                    return Overview(
                        projects: projects.count, running: try runs(.pending, .running, .cancelling),
                        waiting: try runs(.waiting),
                        failed: try summary.unresolved.prefix(Self.shown).compactMap {
                            try RunStore().find($0, on: connection)
                        }, metrics: DeliveryMetrics(summary))
                }
            }
        ]
    }
}

extension DeliveryMetrics {
    fileprivate init(_ summary: DeliverySummary) {
        self.init(
            days: summary.days.map { Day(date: $0.date, succeeded: $0.succeeded, failed: $0.failed) },
            successRate: summary.successRate, leadTime: summary.leadTime,
            changeFailureRate: summary.changeFailureRate, timeToRestore: summary.timeToRestore)
    }
}
