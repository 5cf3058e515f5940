// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// A database of a test's own, on a real server.
struct PostgresFixture: Sendable {
    let server: PostgresServer
    /// The address of the database.
    let url: String

    /// On the server that all tests share, else on one that is started for this test: nothing here may stop it.
    static func with(_ body: (PostgresFixture) async throws -> Void) async throws {
        guard let server = PostgresServer.shared else { return try await withServer(body) }
        try await run(on: server, body)
    }

    /// On a server of the test's own, to be stopped, killed and started again.
    static func withServer(_ body: (PostgresFixture) async throws -> Void) async throws {
        try await PostgresServer.with { try await run(on: $0, body) }
    }

    private static func run(on server: PostgresServer, _ body: (PostgresFixture) async throws -> Void) async throws {
        let url = try server.makeDatabase()
        defer { server.dropDatabase(url) }
        try await body(PostgresFixture(server: server, url: url))
    }

    var name: String { String(url.prefix { $0 != "?" }.split(separator: "/").last ?? "") }

    /// The folder of the server's socket.
    var folder: String { String(url.split(separator: "host=").last?.prefix { $0 != "&" } ?? "") }

    /// The database behind another socket.
    func url(through folder: String) -> String { "\(url.prefix { $0 != "?" })?host=\(folder)&user=dextra" }

    /// Opens the database, as another node would, and closes it afterwards.
    func open<Value>(
        _ url: String? = nil, readers: Int = 2, logger: Logger = .silent,
        _ body: (PostgreSQLDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try PostgreSQLDatabase.open(url: Redacted(url ?? self.url), readers: readers, logger: logger)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// Runs statements in a session of their own.
    @discardableResult
    func script(_ sql: String) throws -> String? { try PostgreSQLScript.run(sql, url: Redacted(url)) }

    /// Ends every other session with the database, as an administrator or a restart does, and waits for their end.
    func endSessions() throws {
        try script(
            """
            SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
    }

    /// Returns the process that waits for the lock of all writers, once there is one.
    func waiter() async throws -> String {
        while true {
            let waiter = try script(
                """
                SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            if let waiter { return waiter }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips where PostgreSQL is not installed, and says so.
    static var needsPostgreSQL: Self {
        .enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: run scripts/setup --test")
    }
}

/// What the body fails with.
func failure(_ body: () async throws -> Void) async -> Failure? {
    do {
        try await body()
        return nil
    } catch { return error as? Failure }
}
