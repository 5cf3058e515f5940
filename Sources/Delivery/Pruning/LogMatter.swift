// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// The log text of finished runs beyond those that are kept, by number, age and size.
struct LogMatter: PruneMatter {
    let kind = PruneKind.log
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    private var retention: Retention { Retention(database: parts.database) }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        let settings = scope.settings
        let limits = LogLimits(
            count: settings.logsKeepRuns, since: settings.logsKept.map(scope.before), bytes: settings.logsBudget)
        let surplus = try await retention.surplusLogs(
            limits, project: scope.project?.id, without: report.leavingRuns)
        for run in surplus {
            let why =
                switch run.bound {
                case .count: "not among the \(limits.count) newest of its project"
                case .age: "older than \(settings.text(of: .logsKeepDays)) days"
                case .size: "all logs together are beyond \(settings.text(of: .logsKeepSize))"
                }
            report.items.append(PruneItem(kind, "\(run.id)", size: run.size, why: why))
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let id = RunID(item.name) else { return false }
        return try await retention.removeLog(of: id) > 0
    }
}
