// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A part of the log as one reader sees it.
package struct EventPage: Sendable, Hashable {
    /// Oldest first.
    package var events: [Event]
    /// How far the log was looked through: what the filter lets through up to here is in the page or came before it.
    package var through: Int64

    package init(events: [Event], through: Int64) {
        self.events = events
        self.through = through
    }
}

extension EventStore {
    /// Up to `limit` events after a cursor that a filter lets through.
    ///
    /// A reader goes on from `through`, so one whose filter lets nothing through is not left behind and its cursor does
    /// not expire. Throws `cursor_expired`.
    ///
    /// - span: so many cursors are looked through at most, whatever the filter lets through; nil for up to the newest.
    package func page(
        after cursor: Int64, of filter: EventFilter, limit: Int, span: Int64? = nil, on connection: any ReadConnection
    ) throws -> EventPage {
        let bounds = try bounds(on: connection)
        try check(cursor, within: bounds)
        // The order of cursors is that of commits: nothing up to the newest can appear any more.
        let end = span.map { min(cursor + $0, bounds.latest) } ?? bounds.latest
        let (conditions, parameters) = filter.sql
        let limit = min(max(limit, 1), 10_000)
        let rows = try connection.rows(
            "SELECT cursor, at, type, subject, run_id, data FROM events "
                + "WHERE \((["cursor > ?", "cursor <= ?"] + conditions).joined(separator: " AND ")) "
                + "ORDER BY cursor LIMIT ?",
            [.integer(cursor), .integer(end)] + parameters + [.integer(limit)])
        let events = try rows.map(Event.init(row:))
        let isWhole = events.count < limit
        return EventPage(events: events, through: isWhole ? end : events.last?.cursor ?? cursor)
    }
}
