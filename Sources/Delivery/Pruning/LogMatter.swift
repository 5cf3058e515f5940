// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// The log text of runs that are not among the newest of their project.
struct LogMatter: PruneMatter {
    let kind = PruneKind.log
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    private var retention: Retention { Retention(database: parts.database) }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        let keep = scope.settings.logsKeepRuns
        for run in try await retention.surplusLogs(keeping: keep, project: scope.project?.id) {
            report.items.append(
                PruneItem(kind, "\(run.id)", size: run.size, why: "not among the \(keep) newest of its project"))
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let id = RunID(item.name) else { return false }
        return try await retention.removeLog(of: id) > 0
    }
}
