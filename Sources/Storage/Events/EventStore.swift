// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The ordered event log, in the table `events`.
package struct EventStore: Sendable {
    package init() {}

    /// Appends an event and returns its cursor. The order of cursors is the order of commits.
    @discardableResult
    package func append(
        type: String, subject: String, runID: RunID?, data: JSONValue, at: Timestamp,
        on connection: any WriteConnection
    ) throws -> Int64 {
        let cursor = try Counter.events.next(on: connection)
        try connection.execute(
            "INSERT INTO events (cursor, at, type, subject, run_id, data) VALUES (?, ?, ?, ?, ?, ?)",
            [.integer(cursor), .time(at), .text(type), .text(subject), .id(runID), try .json(data)])
        return cursor
    }

    /// Up to `limit` events after a cursor, oldest first; from the oldest kept when it is nil.
    ///
    /// Throws `cursor_expired` when events after the cursor were pruned, and when the log has never reached it (its
    /// database was replaced): the reader would otherwise miss something without knowing.
    package func after(
        _ cursor: Int64?, limit: Int, subject: String? = nil, runID: RunID? = nil, on connection: any ReadConnection
    ) throws -> [Event] {
        let bounds = try bounds(on: connection)
        if let cursor { try check(cursor, within: bounds) }
        var conditions = ["cursor > ?"]
        var parameters: [SQLValue] = [.integer(cursor ?? bounds.pruned)]
        if let subject {
            conditions.append("subject = ?")
            parameters.append(.text(subject))
        }
        if let runID {
            conditions.append("run_id = ?")
            parameters.append(.id(runID))
        }
        let rows = try connection.rows(
            "SELECT cursor, at, type, subject, run_id, data FROM events "
                + "WHERE \(conditions.joined(separator: " AND ")) ORDER BY cursor LIMIT ?",
            parameters + [.integer(min(max(limit, 1), 10_000))])
        return try rows.map(Event.init(row:))
    }

    func check(_ cursor: Int64, within bounds: (pruned: Int64, latest: Int64)) throws {
        guard cursor < bounds.pruned || cursor > bounds.latest else { return }
        let place = cursor < bounds.pruned ? "is older than the events kept" : "is ahead of the log"
        throw Failure(
            .cursorExpired, "event cursor \(cursor) \(place)",
            hint: "read the current state again and go on from cursor \(bounds.latest)",
            metadata: [.init("oldest", String(bounds.pruned)), .init("latest", String(bounds.latest))])
    }

    /// The highest pruned cursor (0 when nothing was) and the highest given out.
    package func bounds(on connection: any ReadConnection) throws -> (pruned: Int64, latest: Int64) {
        (try Counter.prunedEvents.value(on: connection), try Counter.events.value(on: connection))
    }

    /// How many events are kept.
    package func count(on connection: any ReadConnection) throws -> Int {
        Int(try connection.row("SELECT COUNT(*) AS events FROM events")?.integer("events") ?? 0)
    }

    /// Removes the oldest events up to a cursor, at most `batch` of them; returns how many went, nil when there is nothing
    /// left to do. A batch may have none: a restored backup goes on behind a gap.
    package func prune(through cursor: Int64, batch: Int, on connection: any WriteConnection) throws -> Int? {
        let bounds = try bounds(on: connection)
        let floor = min(cursor, bounds.latest, bounds.pruned + Int64(batch))
        guard floor > bounds.pruned else { return nil }
        try Counter.prunedEvents.set(floor, on: connection)
        return try connection.execute("DELETE FROM events WHERE cursor <= ?", [.integer(floor)])
    }
}

extension Event {
    init(row: Row) throws {
        self.init(
            cursor: try row.integer("cursor"), at: try row.time("at"), type: try row.text("type"),
            subject: try row.text("subject"), runID: try row.optionalID("run_id"), data: try row.json("data"))
    }
}

extension FailureCode {
    /// Events after the cursor are gone: read the current state instead.
    package static let cursorExpired = FailureCode("cursor_expired", .conflict)
}
