// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Servers that don't let us in and databases that don't suit, told without the password.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: scripts/setup --test"))
struct AdmissionTests {
    private static let password = "h0rse-battery"

    private func refusal(_ url: String) throws -> Failure {
        let failure = try #require(
            #expect(throws: Failure.self) { _ = try PostgreSQLDatabase.open(url: Redacted(url), logger: .silent) })
        for text in [String(describing: failure), String(reflecting: failure)] {
            #expect(!text.contains(Self.password))
        }
        #expect(failure.hint != nil)
        return failure
    }

    @Test func `an address that is none is told without its password`() throws {
        for url in [
            "postgres://me:\(Self.password)@[::1/x", "postgres://me:\(Self.password)@h/x?nonsense=1", "gopher:",
        ] {
            #expect(try refusal(url).code.name == "invalid_database_address")
        }
    }

    @Test func `a host that is not there is database_unavailable`() throws {
        #expect(try refusal("postgres://me:\(Self.password)@nowhere.invalid/x").code == .databaseUnavailable)
        #expect(try refusal("postgres://me:\(Self.password)@/x?host=/tmp/nowhere").code == .databaseUnavailable)
    }

    @Test func `a wrong password, a missing database and a foreign encoding are told apart`() async throws {
        try await PostgresServer.with { server in
            let folder = server.url.split(separator: "host=").last.map { String($0.prefix { $0 != "&" }) } ?? ""
            try server.run("CREATE ROLE guest LOGIN PASSWORD 'another'")
            try server.run(
                "COPY (VALUES ('local all guest scram-sha-256'), ('local all all trust')) "
                    + "TO '\(folder)/data/pg_hba.conf'")
            try server.run("SELECT pg_reload_conf()::text")
            try server.run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
            // A new session is let in by the new rules once the server has read them.
            var wrong = try refusal("postgres://guest:\(Self.password)@/nothing?host=\(folder)")
            while wrong.code != .permissionDenied {
                await Task.yield()
                wrong = try refusal("postgres://guest:\(Self.password)@/nothing?host=\(folder)")
            }
            #expect(try refusal("postgres://dextra@/nothing?host=\(folder)").code == .databaseUnavailable)
            #expect(try refusal("postgres://dextra@/latin?host=\(folder)").code.name == "database_unsuitable")
        }
    }
}
