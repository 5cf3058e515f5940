// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The port to a SQL database. SQLite and PostgreSQL are drivers of it, held to one conformance suite.
///
/// A closure runs synchronously on a thread of the driver's own, never on the cooperative pool but for ``lookUp(_:)``; it
/// must not block on anything but the connection it is given.
package protocol Database: Sendable {
    /// How the driver spells what SQL databases spell differently.
    var dialect: SQLDialect { get }

    /// Runs a closure on a consistent snapshot. Reads see every write whose `write` returned before they began.
    ///
    /// The first statement that fails ends the read: what follows in the closure fails like it, and so does the read, even
    /// when the closure swallows the error.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value

    /// Runs a closure on a consistent snapshot as ``read(_:)`` does, on the caller's own thread where the driver can: a
    /// change of threads costs more than finding a few rows by their key, or a page by an index. It holds up a thread of
    /// the cooperative pool for as long as that takes, so nothing that scans belongs here.
    func lookUp<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value

    /// Runs a closure in a transaction and returns after the commit is durable; a throw undoes all of it, and so does a
    /// statement that fails, even when the closure swallows its error.
    ///
    /// Concurrent writes may share one commit; one that throws undoes only itself. When a transaction is lost to one of
    /// its members (a full disk) or with its connection, they are undone and run again: the closure must have no effect
    /// but through its connection. Cancelling the task does not stop the write.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value

    /// Calls the action soon after every commit that announced the topic, here or in another process that shares the
    /// database, for as long as the database is open. Of a commit of this process it is called before its writes return.
    ///
    /// It may be called without a reason, and news from elsewhere can get lost with a connection: who can't afford to
    /// miss one looks now and then without being told.
    func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void)

    /// Finishes what was accepted and closes. Later calls throw `database_closed`.
    func close() async
}

extension Database {
    package func lookUp<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value { try await read(body) }
}

/// A connection inside a snapshot; not to be kept beyond the closure it was given to.
package protocol ReadConnection {
    /// What time it is for the database, as SQL.
    var clock: DatabaseClock { get }

    /// Every row of a query. `?` marks parameters, in order.
    func rows(_ sql: String, _ parameters: [SQLValue]) throws -> [Row]
}

/// A connection inside a write transaction.
package protocol WriteConnection: ReadConnection {
    /// Runs one statement and returns how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ parameters: [SQLValue]) throws -> Int

    /// Tells all subscribers of the topic once the commit is durable; nobody when the transaction is undone.
    func announce(_ topic: Announcement)

    /// Registers work for the moment after the commit is durable; dropped when the transaction is undone.
    func afterCommit(_ action: @escaping @Sendable () -> Void)
}

extension ReadConnection {
    package func rows(_ sql: String) throws -> [Row] { try rows(sql, []) }

    /// The first row of a query, nil when there is none.
    package func row(_ sql: String, _ parameters: [SQLValue] = []) throws -> Row? {
        try rows(sql, parameters).first
    }
}

extension WriteConnection {
    @discardableResult
    package func execute(_ sql: String) throws -> Int { try execute(sql, []) }
}
