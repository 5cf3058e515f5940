// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Storage
import TestKit
import Testing
import Vault

@Suite struct VaultTests {
    private let now = ManualTime().now

    private func seal(_ secret: String, owner: String, name: String, with vault: Vault, in database: any Database)
        async throws
    {
        let now = now
        try await database.write { try vault.seal(Redacted(secret), owner: owner, name: name, at: now, on: $0) }
    }

    private func open(owner: String, name: String, with vault: Vault, in database: any Database) async throws
        -> String
    {
        try await database.read { try vault.open(owner: owner, name: name, on: $0).reveal() }
    }

    private func withVault(_ body: (Vault, any Database, _ directory: String) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { database in
                try await body(try Vault(keyFile: directory + "/vault.key"), database, directory)
            }
        }
    }

    @Test(arguments: ["hunter2", "", "Grüße 👋🏽", String(repeating: "long ", count: 100_000)])
    func `what is sealed can be opened, also after a restart`(secret: String) async throws {
        try await withVault { vault, database, directory in
            try await seal(secret, owner: "o", name: "n", with: vault, in: database)
            let again = try await Vault.open(
                keyFile: directory + "/vault.key", database: database, isShared: false, at: now)
            for vault in [vault, again] {
                let opened = try await open(owner: "o", name: "n", with: vault, in: database)
                #expect(opened == secret)
            }
        }
    }

    @Test func `names are listed and secrets deleted without the key`() async throws {
        try await withVault { vault, database, _ in
            for name in ["b", "a"] { try await seal("x", owner: "one", name: name, with: vault, in: database) }
            try await seal("x", owner: "two", name: "c", with: vault, in: database)
            let names = try await database.write { connection in
                try Vault.delete(owner: "one", name: "b", on: connection)
                try Vault.deleteAll(owner: "two", on: connection)
                return try ["one", "two"].map { try Vault.names(owner: $0, on: connection) }
            }
            #expect(names == [["a"], []])
        }
    }

    @Test func `a secret that is not there is secret_not_found`() async throws {
        try await withVault { vault, database, _ in
            let failure = await #expect(throws: Failure.self) {
                _ = try await open(owner: "o", name: "n", with: vault, in: database)
            }
            #expect(failure?.code == .secretNotFound)
        }
    }

    @Test func `another key opens nothing`() async throws {
        try await withVault { vault, database, directory in
            try await seal("x", owner: "o", name: "n", with: vault, in: database)
            let other = try Vault(keyFile: directory + "/other.key")
            let failure = await #expect(throws: Failure.self) {
                _ = try await open(owner: "o", name: "n", with: other, in: database)
            }
            #expect(failure?.code == .secretUnreadable)
        }
    }

    @Test(arguments: [
        "UPDATE sealed_records SET owner = 'p'", "UPDATE sealed_records SET name = 'm'",
        "UPDATE sealed_records SET owner = 'on', name = ''", "UPDATE sealed_records SET nonce = zeroblob(24)",
        "UPDATE sealed_records SET nonce = x'00'", "UPDATE sealed_records SET box = zeroblob(20)",
        "UPDATE sealed_records SET box = x''", "UPDATE sealed_records SET scheme = 2",
    ])
    func `a record that was moved or changed is secret_unreadable`(tampering: String) async throws {
        try await withVault { vault, database, _ in
            try await seal("data", owner: "o", name: "n", with: vault, in: database)
            try await database.write { try $0.execute(tampering) }
            let row = try await database.read { try $0.row("SELECT owner, name FROM sealed_records") }
            let (owner, name) = (try row?.text("owner") ?? "", try row?.text("name") ?? "")
            let failure = await #expect(throws: Failure.self) {
                _ = try await open(owner: owner, name: name, with: vault, in: database)
            }
            #expect(failure?.code == .secretUnreadable)
        }
    }

    @Test func `the database's files never contain the secret, nor its failures`() async throws {
        try await TemporaryDirectory.with { directory in
            let secret = "correct horse battery staple"
            let database = try await TemporaryDatabase.open(in: directory)
            let vault = try Vault(keyFile: directory + "/vault.key")
            for _ in 1...3 { try await seal(secret, owner: "o", name: "NAME", with: vault, in: database) }
            let open = try contents(of: directory)
            await database.close()
            let closed = try contents(of: directory)
            for (file, bytes) in open + closed where file != "vault.key" {
                #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(file)")
            }
            // The search itself works: the name is stored in clear.
            #expect(open.contains { $0.file == "dextra.db-wal" && $0.bytes.firstRange(of: Data("NAME".utf8)) != nil })
            #expect(!String(reflecting: Redacted(secret)).contains(secret))
        }
    }

    private func contents(of directory: String) throws -> [(file: String, bytes: Data)] {
        try FileManager.default.contentsOfDirectory(atPath: directory).map { file in
            (file, try Data(contentsOf: URL(filePath: directory + "/" + file)))
        }
    }

    @Test func `what is wrapped is opened for its purpose alone, with the same key, unchanged`() async throws {
        try await withVault { vault, _, directory in
            let plain: [UInt8] = [0, 1, 255]
            let wrapped = vault.wrap(plain, for: "one")
            #expect(try vault.unwrap(wrapped, for: "one") == plain)
            #expect(try Vault(keyFile: directory + "/vault.key").unwrap(vault.wrap([], for: "one"), for: "one") == [])
            var changed = wrapped
            changed[changed.count - 1] ^= 1
            let other = try Vault(keyFile: directory + "/other.key")
            for (vault, bytes, purpose) in [
                (vault, wrapped, "two"), (vault, changed, "one"), (other, wrapped, "one"), (vault, [], "one"),
                (vault, Array(wrapped.prefix(10)), "one"), (vault, Array(wrapped.dropLast()), "one"),
            ] {
                let failure = #expect(throws: Failure.self) { _ = try vault.unwrap(bytes, for: purpose) }
                #expect(failure?.code == .secretUnreadable)
            }
        }
    }
}
