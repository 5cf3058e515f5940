// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage

/// The one ordered, durable log of everything that happens, and the wake-up of whoever follows it.
package struct EventLog: Sendable {
    private let database: any Database
    private let store = EventStore()
    let time: TimeSource
    /// Raised soon after every commit with events, here or on another node; now and then for nothing.
    package let signal = WakeSignal()
    /// Who reads it now. Readers of ``changes(after:subject:runID:)`` are in it by themselves.
    package let followers = EventFollowers()

    package init(database: any Database, time: TimeSource) {
        self.database = database
        self.time = time
        database.subscribe(.events) { [signal] in signal.raise() }
    }

    /// Appends an event in the transaction of the change it tells of; followers wake once that is durable.
    @discardableResult
    package func append(
        _ type: String, subject: String, runID: RunID? = nil, data: JSONValue = [:],
        on connection: any WriteConnection
    ) throws -> Int64 {
        let cursor = try store.append(
            type: type, subject: subject, runID: runID, data: data, at: time.now(), on: connection)
        connection.announce(.events)
        return cursor
    }

    /// Appends an event in a transaction of its own and returns when it is durable.
    @discardableResult
    package func append(
        _ type: String, subject: String, runID: RunID? = nil, data: JSONValue = [:]
    ) async throws -> Int64 {
        try await database.write { try append(type, subject: subject, runID: runID, data: data, on: $0) }
    }

    /// Up to `limit` events after a cursor, from the oldest kept when it is nil. Throws `cursor_expired`.
    package func read(
        after cursor: Int64?, limit: Int = 100, subject: String? = nil, runID: RunID? = nil
    ) async throws -> [Event] {
        try await database.read { [store] in
            try store.after(cursor, limit: limit, subject: subject, runID: runID, on: $0)
        }
    }

    /// Up to `limit` events older than a cursor that a filter lets through, newest first.
    package func newest(_ filter: EventFilter = .all, before: Int64? = nil, limit: Int) async throws -> [Event] {
        try await database.read { [store] in try store.newest(filter, before: before, limit: limit, on: $0) }
    }

    /// Up to `limit` events after a cursor that a filter lets through, and how far the log was looked through for them.
    /// Throws `cursor_expired`.
    ///
    /// - span: so many cursors are looked through at most, whatever the filter lets through; nil for up to the newest.
    package func page(
        after cursor: Int64, of filter: EventFilter = .all, limit: Int = 100, span: Int64? = nil
    ) async throws -> EventPage {
        try await database.read { [store] in
            try store.page(after: cursor, of: filter, limit: limit, span: span, on: $0)
        }
    }

    /// The highest cursor that is no longer kept, 0 when all are, and the newest.
    package func bounds() async throws -> (pruned: Int64, latest: Int64) {
        try await database.read { [store] in try store.bounds(on: $0) }
    }

    /// The newest cursor: a reader that starts from it sees only what happens from now on.
    package func latest() async throws -> Int64 {
        try await bounds().latest
    }

    /// Every event after a cursor, for ever: first those stored, then each as it happens.
    package func changes(after cursor: Int64?, subject: String? = nil, runID: RunID? = nil) -> EventChanges {
        EventChanges(log: self, cursor: cursor, subject: subject, runID: runID)
    }

    /// How many events are kept.
    package func count() async throws -> Int {
        try await database.read { [store] in try store.count(on: $0) }
    }

    /// The oldest events that the limits leave no place for; nil when there are none.
    package func surplus(_ limits: EventLimits) async throws -> SurplusEvents? {
        try await database.read { [store] in try store.surplus(limits, on: $0) }
    }

    /// Removes what the limits leave no place for, a batch at a time so that no writer waits for long; returns how many
    /// events went.
    @discardableResult
    package func prune(_ limits: EventLimits, batch: Int = 5000) async throws -> Int {
        guard let surplus = try await surplus(limits) else { return 0 }
        var total = 0
        while !Task.isCancelled {
            let removed = try await database.write { [store] in
                try store.prune(through: surplus.cursor, batch: batch, on: $0)
            }
            guard let removed else { break }
            total += removed
        }
        return total
    }
}
