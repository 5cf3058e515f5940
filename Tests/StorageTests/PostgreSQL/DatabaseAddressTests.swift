// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Addresses that lead nowhere, or not in: a code each, and no word of the password.
@Suite(.needsPostgreSQL) struct DatabaseAddressTests {
    private static let password = "correct-horse"

    private func code(_ url: String) -> String? {
        do {
            _ = try PostgreSQLDatabase.open(url: Redacted(url), logger: .silent)
            return nil
        } catch {
            let text = "\(String(describing: error)) \(String(reflecting: error))"
            #expect(!text.contains(Self.password) && !text.contains("horse"), "\(text)")
            return (error as? Failure)?.code.description
        }
    }

    @Test func `one that is no address is invalid_database_address`() {
        for url in [
            "", "no address", "postgres://u:\(Self.password)@host:port/name",
            "postgres://u:x@\(Self.password)@host/name",
            "postgres://u:x/\(Self.password)@host/name", "postgres://u:\(Self.password)@host/name?colour=red",
        ] {
            #expect(code(url) == "invalid_database_address", "\(url)")
        }
    }

    @Test func `a host that is not there is database_unavailable`() {
        #expect(code("postgres://u:\(Self.password)@nowhere.invalid/name") == "database_unavailable")
        #expect(code("postgres://u:\(Self.password)@127.0.0.1:1/name") == "database_unavailable")
        #expect(code("postgres://u:\(Self.password)@/name?host=/nowhere") == "database_unavailable")
    }

    @Test func `a database that is not there is database_unavailable`() async throws {
        try await PostgresFixture.with { fixture in
            let url = "postgres://dextra:\(Self.password)@/nothing?host=\(fixture.folder)"
            #expect(code(url) == "database_unavailable")
        }
    }

    @Test func `one that keeps no UTF-8 is database_unsuitable`() async throws {
        try await PostgresFixture.with { fixture in
            let name = fixture.name + "_ascii"
            try fixture.server.run("CREATE DATABASE \(name) ENCODING 'SQL_ASCII' TEMPLATE template0")
            let url = "postgres://dextra@/\(name)?host=\(fixture.folder)"
            defer { fixture.server.dropDatabase(url) }
            #expect(code(url) == "database_unsuitable")
        }
    }

    @Test func `a wrong password, none, and an unknown user are permission_denied`() async throws {
        try await PostgresFixture.withServer { fixture in
            try fixture.script("ALTER USER dextra PASSWORD '\(Self.password)-battery'")
            let file = fixture.folder + "/data/pg_hba.conf"
            try Data("local all all scram-sha-256\n".utf8).write(to: URL(filePath: file))
            try fixture.script("SELECT pg_reload_conf()")
            let place = "@/\(fixture.name)?host=\(fixture.folder)"
            // The server reads its file when it comes to it.
            while code("postgres://dextra:wrong\(place)") == nil { try await Task.sleep(for: .milliseconds(10)) }
            #expect(code("postgres://dextra:\(Self.password)\(place)") == "permission_denied")
            #expect(code("postgres://dextra\(place)") == "permission_denied")
            #expect(code("postgres://nobody:\(Self.password)\(place)") == "permission_denied")
            #expect(code("postgres://dextra:\(Self.password)-battery\(place)") == nil)
        }
    }
}
