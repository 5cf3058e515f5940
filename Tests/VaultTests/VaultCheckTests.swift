// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import TestKit
import Testing
import Vault

/// A key that does not fit the database shows at the start, not at the first secret.
@Suite struct VaultCheckTests {
    private static let now = ManualTime().now

    /// Opens with the key file of a node; nil, or what it fails with.
    private static func open(
        _ node: String, in directory: String, _ database: any Database, isShared: Bool
    ) async throws -> FailureCode? {
        do {
            _ = try await Vault.open(
                keyFile: "\(directory)/\(node).key", database: database, isShared: isShared, at: now)
            return nil
        } catch let failure as Failure {
            #expect(failure.hint != nil)
            return failure.code
        }
    }

    private static func seal(_ node: String, in directory: String, _ database: any Database) async throws {
        let vault = try Vault(keyFile: "\(directory)/\(node).key")
        try await database.write { connection in
            try vault.seal(Redacted("x"), owner: "o", name: "n", at: now, on: connection)
        }
    }

    private static func with(_ body: (_ directory: String, any Database) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            try await TemporaryDatabase.with { try await body(directory, $0) }
        }
    }

    @Test func `a second node without the key is refused and gets no key of its own`() async throws {
        try await Self.with { directory, database in
            let first = try await Self.open("one", in: directory, database, isShared: true)
            let second = try await Self.open("two", in: directory, database, isShared: true)
            #expect(first == nil)
            #expect(second == .vaultKeyMissing)
            #expect(access(directory + "/two.key", F_OK) != 0)
        }
    }

    @Test func `a second node with another key is refused, and with the same one let in`() async throws {
        try await Self.with { directory, database in
            _ = try Vault(keyFile: directory + "/two.key")
            let first = try await Self.open("one", in: directory, database, isShared: true)
            let second = try await Self.open("two", in: directory, database, isShared: true)
            #expect(unlink(directory + "/two.key") == 0)
            #expect(link(directory + "/one.key", directory + "/two.key") == 0)
            let third = try await Self.open("two", in: directory, database, isShared: true)
            let again = try await Self.open("one", in: directory, database, isShared: true)
            #expect([first, second, third, again] == [nil, .vaultKeyMismatch, nil, nil])
        }
    }

    @Test func `of nodes that open an empty database at once, one gives the key`() async throws {
        try await Self.with { directory, database in
            let codes = try await withThrowingTaskGroup(of: FailureCode?.self) { group in
                for node in 1...4 {
                    group.addTask { try await Self.open("\(node)", in: directory, database, isShared: true) }
                }
                return try await group.reduce(into: [FailureCode?]()) { $0.append($1) }
            }
            #expect(codes.count { $0 == nil } == 1)
            #expect(codes.allSatisfy { [nil, .vaultKeyMismatch, .vaultKeyMissing].contains($0) })
        }
    }

    @Test func `a database of one server takes a new key while it has no secrets`() async throws {
        try await Self.with { directory, database in
            let first = try await Self.open("one", in: directory, database, isShared: false)
            let second = try await Self.open("two", in: directory, database, isShared: false)
            try await Self.seal("two", in: directory, database)
            let third = try await Self.open("one", in: directory, database, isShared: false)
            let fourth = try await Self.open("three", in: directory, database, isShared: false)
            #expect([first, second, third, fourth] == [nil, nil, .vaultKeyMismatch, .vaultKeyMissing])
        }
    }

    @Test func `secrets of a version that knew no check are what the key is tried on`() async throws {
        try await Self.with { directory, database in
            try await Self.seal("one", in: directory, database)
            _ = try Vault(keyFile: directory + "/two.key")
            let second = try await Self.open("two", in: directory, database, isShared: true)
            let first = try await Self.open("one", in: directory, database, isShared: true)
            #expect([second, first] == [.vaultKeyMismatch, nil])
            try await database.write { try Vault.deleteAll(owner: "o", on: $0) }
            // The check stays when the secrets are gone.
            let third = try await Self.open("two", in: directory, database, isShared: true)
            #expect(third == .vaultKeyMismatch)
        }
    }
}
