// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// How a run ended.
package struct RunOutcome: Sendable, Hashable {
    package var projectID: ProjectID?
    package var state: RunState
    package var createdAt: Timestamp
    package var finishedAt: Timestamp
}

// IDs begin with the time of their making, so that neither reads anything older.
extension RunStore {
    /// The runs of a kind that were made since a moment and are over, oldest first.
    package func outcomes(
        of kind: String, since: Timestamp, on connection: any ReadConnection
    ) throws -> [RunOutcome] {
        let rows = try connection.rows(
            """
            SELECT project_id, state, created_at, finished_at FROM runs
            WHERE id >= ? AND kind = ? AND finished_at IS NOT NULL ORDER BY id
            """, [.id(Self.first(since)), .text(kind)])
        return try rows.map { row in
            RunOutcome(
                projectID: try row.optionalID("project_id"), state: try row.choice("state"),
                createdAt: try row.time("created_at"), finishedAt: try row.time("finished_at"))
        }
    }

    /// Of the runs of each project and kind that were made since a moment and ended by themselves the last, where it did
    /// not succeed; newest first.
    package func unresolved(
        since: Timestamp, on connection: any ReadConnection
    ) throws -> [(id: RunID, projectID: ProjectID?)] {
        // Grouped by what no index is of: SQLite would else walk through all runs ever made.
        let rows = try connection.rows(
            """
            SELECT id, project_id FROM runs WHERE state <> 'succeeded' AND id IN (
                SELECT MAX(id) FROM runs WHERE id >= ? AND finished_at IS NOT NULL AND state <> 'cancelled'
                GROUP BY kind || '', project_id || '')
            ORDER BY id DESC
            """, [.id(Self.first(since))])
        return try rows.map { (try $0.id("id"), try $0.optionalID("project_id")) }
    }

    private static func first(_ time: Timestamp) -> RunID { RunID(at: time, random: (0, 0)) }
}
