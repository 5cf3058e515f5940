// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Storage

/// PostgreSQL as the store that several nodes share: one writing connection with group commit, a pool of readers, and a
/// connection for news between the nodes.
///
/// A commit is durable when `write` returns (`synchronous_commit` is on). While the server is away, calls wait a few
/// seconds and then throw `database_unavailable`; a commit under way is settled first, however long that takes.
package final class PostgreSQLDatabase: Database {
    private let server: DatabaseServer
    private let writer: PostgreSQLWriter
    private let readers: PostgreSQLReaders
    private let courier: Courier
    private let hub: AnnouncementHub

    package var dialect: SQLDialect { .postgreSQL }

    private init(
        server: DatabaseServer, writer: PostgreSQLWriter, readers: PostgreSQLReaders, courier: Courier,
        hub: AnnouncementHub
    ) {
        self.server = server
        self.writer = writer
        self.readers = readers
        self.courier = courier
        self.hub = hub
    }

    /// The oldest server whose SQL the stores use.
    private static let oldestServer: Int32 = 130_000

    /// Connects to the database that a `postgres://` URI names. Blocks while it does.
    ///
    /// Throws `invalid_database_address`, `database_unavailable`, `permission_denied`, and `database_unsuitable` for a
    /// server before 13, an encoding other than UTF-8, a standby, or one that is set to be only read.
    package static func open(
        url: Redacted<String>, readers: Int = 4, random: RandomSource = .system, logger: Logger
    ) throws -> PostgreSQLDatabase {
        let server = try DatabaseServer(url: url)
        let connection = try PostgreSQLConnection(to: server)
        try check(connection)
        try connection.script(CommitMark.table)
        let hub = AnnouncementHub()
        let courier = try Courier(server, hub: hub, random: random, logger: logger)
        let mark = CommitMark(
            writer: Identifier<PostgreSQLDatabase>(at: TimeSource.system.now(), random: (random.next(), random.next()))
                .description)
        let writer = try PostgreSQLWriter(server, mark: mark, random: random, logger: logger) { topics in
            for topic in topics { hub.publish(topic) }
            courier.send(topics)
        }
        logger.debug("database opened", ("database", server.description), ("server", "\(connection.serverVersion)"))
        return PostgreSQLDatabase(
            server: server, writer: writer, readers: try PostgreSQLReaders(server, count: readers, random: random),
            courier: courier, hub: hub)
    }

    private static func check(_ connection: PostgreSQLConnection) throws {
        let server = connection.server
        guard connection.serverVersion >= oldestServer else {
            throw Failure(
                .databaseUnsuitable, "\(server) is PostgreSQL \(connection.serverVersion / 10_000), and 13 is needed",
                hint: "upgrade the server")
        }
        guard let encoding = try connection.scriptValue("SHOW server_encoding"), encoding == "UTF8" else {
            throw Failure(
                .databaseUnsuitable, "\(server) does not keep text as UTF-8",
                hint: "make the database with: createdb --encoding=UTF8 --template=template0")
        }
        guard try connection.scriptValue("SELECT pg_is_in_recovery()::text") == "false" else {
            throw Failure(
                .databaseUnsuitable, "\(server) is a standby, which can't be written to",
                hint: "give the address of the primary, or several with target_session_attrs=read-write")
        }
        guard try connection.scriptValue("SHOW default_transaction_read_only") == "off" else {
            throw Failure(
                .databaseUnsuitable, "\(server) is set to be only read",
                hint: "see where default_transaction_read_only is on: the server, the database, the user or the address"
            )
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let member = PostgreSQLReaders.Member(
                attempt: { connection in
                    let value = try body(connection)
                    return { continuation.resume(returning: value) }
                }, fail: { continuation.resume(throwing: $0) })
            if !readers.put(member) { continuation.resume(throwing: closed()) }
        }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let member = PostgreSQLWriter.Member(
                attempt: { connection in
                    let value = try body(connection)
                    return { continuation.resume(returning: value) }
                }, fail: { continuation.resume(throwing: $0) })
            if !writer.put(member) { continuation.resume(throwing: closed()) }
        }
    }

    package func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        hub.subscribe(topic, action)
    }

    package func close() async {
        await readers.close()
        await writer.close()
        await courier.close()
    }

    private func closed() -> Failure {
        Failure(.databaseClosed, "\(server) is closed", hint: "start the server again")
    }
}

extension FailureCode {
    /// A database that can't hold our records as they must be.
    static let databaseUnsuitable = FailureCode("database_unsuitable", .missingDependency)
}
