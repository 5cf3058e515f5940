// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// A run that is over, as far as its removal needs it.
package struct FinishedRun: Sendable, Hashable {
    package var id: RunID
    package var kind: String
}

extension RunStore {
    /// Over for long, and of nobody's machine but the node's own or one that was given up.
    private static let isOver = "finished_at < ? AND (node IS NULL OR node = ? OR node NOT IN (SELECT id FROM nodes))"
    /// The release that is kept and that the run has made.
    private static let kept = "releases WHERE releases.run_id = runs.id AND releases.status <> 'pruned'"

    /// The removable runs that ended before a time, oldest first: of a project, or all.
    ///
    /// - leaving: releases that count as if they were not kept.
    package func finished(
        before time: Timestamp, node: String, project: ProjectID? = nil, without leaving: Set<ReleaseID> = [],
        on connection: any ReadConnection
    ) throws -> [FinishedRun] {
        let rows = try connection.rows(
            """
            SELECT id, kind, (SELECT releases.id FROM \(Self.kept)) AS kept FROM runs
            WHERE \(Self.isOver) \(project == nil ? "" : "AND project_id = ?") ORDER BY sequence
            """, [.time(time), .text(node)] + (project.map { [.id($0)] } ?? []))
        return try rows.compactMap { row in
            let kept: ReleaseID? = try row.optionalID("kept")
            guard kept.map(leaving.contains) ?? true else { return nil }
            return FinishedRun(id: try row.id("id"), kind: try row.text("kind"))
        }
    }

    /// Whether a run ended before a time and nothing needs it.
    package func isRemovable(
        _ id: RunID, before time: Timestamp, node: String, on connection: any ReadConnection
    ) throws -> Bool {
        try connection.row(
            "SELECT id FROM runs WHERE \(Self.removable)", [.id(id), .time(time), .text(node)]) != nil
    }

    /// Removes a run with its steps and log; false when it is not removable, or gone.
    package func deleteFinished(
        _ id: RunID, before time: Timestamp, node: String, on connection: any WriteConnection
    ) throws -> Bool {
        try connection.execute(
            "DELETE FROM runs WHERE \(Self.removable)", [.id(id), .time(time), .text(node)]) > 0
    }

    private static let removable = "id = ? AND \(isOver) AND NOT EXISTS (SELECT 1 FROM \(kept))"
}
