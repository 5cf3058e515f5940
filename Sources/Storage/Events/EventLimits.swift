// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// How much of the event log is kept: what any bound has too much of goes.
package struct EventLimits: Sendable, Hashable {
    /// Events, the newest.
    package var count: Int
    /// No event before it; nil looks at no age.
    package var since: Timestamp?
    /// Bytes, about; nil looks at no size.
    package var bytes: Int64?

    package init(count: Int, since: Timestamp? = nil, bytes: Int64? = nil) {
        self.count = count
        self.since = since
        self.bytes = bytes
    }
}

/// Events that are too many.
package struct SurplusEvents: Sendable, Hashable {
    /// The newest of them.
    package var cursor: Int64
    package var count: Int
    /// Bytes of what they say, without what the database adds.
    package var size: Int64
}

extension EventStore {
    /// What an event weighs: its text, and about as much as its numbers and its place in an index take.
    private static let weight = "(LENGTH(data) + LENGTH(type) + LENGTH(subject) + 64)"

    /// The oldest events that the limits leave no place for; nil when there are none.
    ///
    /// Ages and sizes cost a look at every event, a count a look at as many as it keeps, and only when there may be more.
    package func surplus(_ limits: EventLimits, on connection: any ReadConnection) throws -> SurplusEvents? {
        let bounds = try bounds(on: connection)
        var floor = try floor(count: limits.count, within: bounds, on: connection)
        if let since = limits.since {
            // Clocks of nodes differ, so events are not in the order of their times: the first that is kept decides.
            let row = try connection.row("SELECT MIN(cursor) AS first FROM events WHERE at >= ?", [.time(since)])
            floor = max(floor, (try row?.optionalInteger("first")).map { $0 - 1 } ?? bounds.latest)
        }
        if let bytes = limits.bytes {
            let row = try connection.row(
                """
                SELECT MIN(cursor) AS first FROM
                    (SELECT cursor, SUM(\(Self.weight)) OVER (ORDER BY cursor DESC) AS total FROM events) AS sums
                WHERE total <= ?
                """, [.integer(bytes)])
            floor = max(floor, (try row?.optionalInteger("first")).map { $0 - 1 } ?? bounds.latest)
        }
        guard floor > bounds.pruned else { return nil }
        let row = try connection.row(
            "SELECT COUNT(*) AS count, CAST(COALESCE(SUM(\(Self.weight)), 0) AS BIGINT) AS size FROM events "
                + "WHERE cursor <= ?", [.integer(floor)])
        return SurplusEvents(
            cursor: floor, count: Int(try row?.integer("count") ?? 0), size: try row?.integer("size") ?? 0)
    }
    /// The newest event that a count leaves no place for; what was pruned when there is none.
    private func floor(
        count: Int, within bounds: (pruned: Int64, latest: Int64), on connection: any ReadConnection
    ) throws -> Int64 {
        guard bounds.latest - bounds.pruned > Int64(count) else { return bounds.pruned }
        // Cursors alone don't tell: a restored backup goes on behind a gap in which there are no events.
        let row = try connection.row(
            "SELECT cursor FROM events ORDER BY cursor DESC LIMIT 1 OFFSET ?", [.integer(count)])
        return try row?.integer("cursor") ?? bounds.pruned
    }
}
