// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// How a run ended, without its steps.
package struct RunOutcome: Sendable, Hashable {
    package var id: RunID
    package var projectID: ProjectID?
    package var kind: String
    package var state: RunState
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
}

extension RunStore {
    /// The runs made since a moment, oldest first. IDs begin with the time, so this reads nothing older.
    package func outcomes(since: Timestamp, on connection: any ReadConnection) throws -> [RunOutcome] {
        let first = RunID(at: since, random: (0, 0))
        let rows = try connection.rows(
            "SELECT id, project_id, kind, state, created_at, finished_at FROM runs WHERE id >= ? ORDER BY id",
            [.id(first)])
        return try rows.map { row in
            RunOutcome(
                id: try row.id("id"), projectID: try row.optionalID("project_id"), kind: try row.text("kind"),
                state: try row.choice("state"), createdAt: try row.time("created_at"),
                finishedAt: try row.optionalTime("finished_at"))
        }
    }
}
