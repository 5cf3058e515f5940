// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// Finished runs older than they are kept, with their steps and log.
///
/// Kept are those of other nodes, those that made a release that is not pruned, and the one that the next backup is
/// due by.
struct RunMatter: PruneMatter {
    let kind = PruneKind.run
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        let leaving = report.leavingReleases
        let due = try await parts.database.read { try candidates(scope, without: leaving, on: $0) }
        let sizes = try await parts.database.read { connection in
            try due.map { try LogChunkStore().end(of: $0.id, on: connection) }
        }
        report.items += zip(due, sizes).map { run, size in
            PruneItem(
                kind, "\(run.id)", size: size, why: "\(run.kind), finished more than \(days(scope)) days ago")
        }
        let count = try await parts.database.read { try RunStore().count(on: $0) } - due.count
        report.keep(kind, count, why: scope.settings.runsKept == nil ? "runs are kept for ever" : "recent or needed")
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let id = RunID(item.name), let limit = limit(scope) else { return false }
        let node = parts.node.description
        guard try await parts.database.read({ try RunStore().isRemovable(id, before: limit, node: node, on: $0) })
        else {
            return false
        }
        // A batch at a time, so that no writer waits for all of it to go.
        _ = try await Retention(database: parts.database).removeLog(of: id)
        return try await parts.database.write { connection in
            try RunStore().deleteFinished(id, before: limit, node: node, on: connection)
        }
    }

    private func candidates(
        _ scope: PruneScope, without leaving: Set<ReleaseID>, on connection: any ReadConnection
    ) throws -> [FinishedRun] {
        guard let limit = limit(scope) else { return [] }
        let spared = try BackupSchedule.latest(on: connection)?.id
        return try RunStore().finished(
            before: limit, node: parts.node.description, project: scope.project?.id, without: leaving,
            on: connection
        ).filter { $0.id != spared }
    }

    private func limit(_ scope: PruneScope) -> Timestamp? { scope.settings.runsKept.map(scope.before) }

    private func days(_ scope: PruneScope) -> Int64 { scope.settings.value(of: .runsKeepDays).integer ?? 0 }
}
