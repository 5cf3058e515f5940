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
    let signal = WakeSignal()
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

    /// One page of events, newest first.
    package func newest(_ filter: EventFilter) async throws -> [Event] {
        try await database.read { [store] in try store.newest(filter, on: $0) }
    }

    /// The newest cursor: a reader that starts from it sees only what happens from now on.
    package func latest() async throws -> Int64 {
        try await database.read { [store] in try store.bounds(on: $0).latest }
    }

    /// Every event after a cursor, for ever: first those stored, then each as it happens.
    package func changes(after cursor: Int64?, subject: String? = nil, runID: RunID? = nil) -> EventChanges {
        EventChanges(log: self, cursor: cursor, subject: subject, runID: runID)
    }

    /// How many events are kept.
    package func count() async throws -> Int {
        let bounds = try await database.read { [store] in try store.bounds(on: $0) }
        return Int(bounds.latest - bounds.pruned)
    }

    /// Removes the oldest events so that the newest `keep` remain, a batch at a time so that no writer waits for long.
    @discardableResult
    package func prune(keeping keep: Int, batch: Int = 5000) async throws -> Int {
        var total = 0
        while !Task.isCancelled {
            let bounds = try await database.read { [store] in try store.bounds(on: $0) }
            guard bounds.latest - bounds.pruned > Int64(keep) else { break }
            total += try await database.write { [store] in try store.prune(keeping: keep, batch: batch, on: $0) }
        }
        return total
    }
}
