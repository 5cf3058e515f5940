// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import Model
import OpenAPI
import Primitives
import Storage
import Wire
import Workflows

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
                func runs(_ states: RunState...) async throws -> [Run] {
                    var found: [Run] = []
                    for state in states {
                        found += try await engine.runs(RunFilter(among: among, state: state, limit: Self.shown))
                    }
                    return Array(found.sorted { $0.id > $1.id }.prefix(Self.shown))
                }
                var failed: [Run] = []
                for id in summary.unresolved.prefix(Self.shown) { failed.append(try await engine.run(id)) }
                return Overview(
                    projects: projects.count, running: try await runs(.pending, .running, .cancelling),
                    waiting: try await runs(.waiting), failed: failed, metrics: DeliveryMetrics(summary))
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
