// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Runs that are not over, by how they stand.
package struct RunBacklog: Sendable, Hashable {
    package var counts: [String: Int]
    /// When the oldest pending run was asked for.
    package var oldestPending: Timestamp?

    package init(counts: [String: Int], oldestPending: Timestamp? = nil) {
        self.counts = counts
        self.oldestPending = oldestPending
    }

    package var pending: Int { counts["pending"] ?? 0 }
}

extension RunStore {
    /// Grouped by what no index is of: SQLite would else walk through all runs in the order of their states.
    package static let backlogQuery = """
        SELECT state || '' AS state, COUNT(*) AS runs, MIN(created_at) AS oldest FROM runs WHERE finished_at IS NULL
        GROUP BY state || ''
        """

    /// Looks at open runs alone, so its cost does not grow with the history.
    package func backlog(on connection: any ReadConnection) throws -> RunBacklog {
        let rows = try connection.rows(Self.backlogQuery)
        var backlog = RunBacklog(counts: [:])
        for row in rows {
            let state = try row.text("state")
            backlog.counts[state] = Int(try row.integer("runs"))
            if state == "pending" { backlog.oldestPending = try row.optionalTime("oldest") }
        }
        return backlog
    }
}
