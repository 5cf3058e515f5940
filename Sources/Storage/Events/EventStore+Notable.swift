// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

extension EventStore {
    package static let notableQuery = """
        SELECT cursor, at, type, subject, run_id, data FROM events
        WHERE type IN ('run.finished', 'run.waiting', 'service.state') AND cursor < ? AND cursor > ?
        ORDER BY cursor DESC LIMIT ?
        """

    /// The newest events that people may have to be told of: runs that ended or ask something, and what runs changing its
    /// state.
    ///
    /// - before: only older ones.
    /// - after: only newer ones.
    package func notable(
        before: Int64? = nil, after: Int64? = nil, limit: Int, on connection: any ReadConnection
    ) throws -> [Event] {
        try connection.rows(
            Self.notableQuery, [.integer(before ?? .max), .integer(after ?? -1), .integer(limit)]
        ).map(Event.init(row:))
    }
}
