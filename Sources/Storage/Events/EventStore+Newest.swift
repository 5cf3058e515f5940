// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

extension EventStore {
    /// Up to `limit` events (1 to 1001) older than a cursor that a filter lets through, newest first. Without types, what
    /// only announces text and progress is left out: it tells nobody anything later.
    package func newest(
        _ filter: EventFilter, before: Int64?, limit: Int, on connection: any ReadConnection
    ) throws -> [Event] {
        var (conditions, parameters) = filter.sql
        if filter.types == nil { conditions.append("type NOT IN ('run.log', 'run.progress')") }
        if let before {
            conditions.append("cursor < ?")
            parameters.append(.integer(before))
        }
        let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
        return try connection.rows(
            "SELECT cursor, at, type, subject, run_id, data FROM events \(condition)ORDER BY cursor DESC LIMIT ?",
            parameters + [.integer(min(max(limit, 1), 1001))]
        ).map(Event.init(row:))
    }
}
