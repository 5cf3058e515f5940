// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit

/// A server of a test's own with one empty database, and as many nodes of it as the test opens.
struct PostgreSQLFixture: Sendable {
    let server: PostgresServer
    let url: String

    static func with<Value>(_ body: (PostgreSQLFixture) async throws -> Value) async throws -> Value {
        try await PostgresServer.with { server in
            try await body(PostgreSQLFixture(server: server, url: try server.makeDatabase()))
        }
    }

    /// Calls the body with a node's database.
    func node<Value>(
        at url: String? = nil, _ body: (PostgreSQLDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try PostgreSQLDatabase.open(url: Redacted(url ?? self.url), readers: 2, logger: .silent)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// The only value of a statement that is run beside all nodes.
    @discardableResult
    func aside(_ sql: String) throws -> String? { try PostgreSQLScript.run(sql, url: Redacted(url)) }

    /// Suspends until a question to the server is answered with yes.
    func wait(until condition: String) async throws {
        while try aside("SELECT CASE WHEN \(condition) THEN 'yes' ELSE 'no' END") != "yes" { await Task.yield() }
    }

    /// The folder of the server's socket.
    var folder: String {
        url.split(separator: "host=").last.map { String($0.prefix { $0 != "&" }) } ?? ""
    }

    /// As ``url``, by way of another socket.
    func url(through folder: String) -> String {
        url.split(separator: self.folder, omittingEmptySubsequences: false).joined(separator: folder)
    }
}

/// A number that threads count up.
final class Tally: Sendable {
    private let journal = Journal<Void>()

    var count: Int { journal.all.count }

    func up() -> Int {
        journal.append(())
        return count
    }
}
