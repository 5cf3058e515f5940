// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Which events to list, newest first.
package struct EventFilter: Sendable, Hashable {
    /// Only of one of these subjects; nil for all.
    package var subjects: [String]?
    /// Only of types that begin with one of these; empty for all.
    package var types: [String]
    /// Only older ones.
    package var before: Int64?
    /// At most this many, 1 to 1001.
    package var limit: Int

    package init(subjects: [String]? = nil, types: [String] = [], before: Int64? = nil, limit: Int = 50) {
        self.subjects = subjects
        self.types = types
        self.before = before
        self.limit = limit
    }
}

extension EventStore {
    /// One page of events, newest first; of log text only what announces it is among them when it is asked for by type.
    package func newest(_ filter: EventFilter, on connection: any ReadConnection) throws -> [Event] {
        var conditions: [String] = []
        var parameters: [SQLValue] = []
        if let before = filter.before {
            conditions.append("cursor < ?")
            parameters.append(.integer(before))
        }
        if let subjects = filter.subjects {
            guard !subjects.isEmpty else { return [] }
            conditions.append("subject IN (\(subjects.map { _ in "?" }.joined(separator: ", ")))")
            parameters += subjects.map(SQLValue.text)
        }
        if filter.types.isEmpty {
            conditions.append("type NOT IN ('run.log', 'run.progress')")
        } else {
            // A range instead of LIKE: nothing in what is asked for can be a wildcard.
            conditions.append("(\(filter.types.map { _ in "type >= ? AND type < ?" }.joined(separator: " OR ")))")
            for type in filter.types { parameters += [.text(type), .text(type + "\u{10FFFF}")] }
        }
        let rows = try connection.rows(
            "SELECT cursor, at, type, subject, run_id, data FROM events WHERE \(conditions.joined(separator: " AND ")) "
                + "ORDER BY cursor DESC LIMIT ?",
            parameters + [.integer(min(max(filter.limit, 1), 1001))])
        return try rows.map(Event.init(row:))
    }
}
