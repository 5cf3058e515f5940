// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct MigratorTests {
    private static let first = Migration(
        1, "first", oldestUsableBinary: 1, statements: ["CREATE TABLE one (id TEXT PRIMARY KEY)"])
    private static let second = Migration(
        2, "second", oldestUsableBinary: 1, statements: ["CREATE TABLE two (id TEXT PRIMARY KEY)"])
    private static let contracting = Migration(
        2, "second", oldestUsableBinary: 2, statements: ["DROP TABLE one"])

    private static func migrate(_ database: any Database, _ migrations: [Migration]) async throws -> [Int] {
        try await Migrator(migrations: migrations)
            .migrate(database, binaryVersion: "1.2.3", time: ManualTime().source)
    }

    @Test func `applies what is missing, once, in order`() async throws {
        try await TemporaryDatabase.with(migrations: []) { database in
            var applied = [try await Self.migrate(database, [Self.first])]
            applied.append(try await Self.migrate(database, [Self.first, Self.second]))
            applied.append(try await Self.migrate(database, [Self.first, Self.second]))
            #expect(applied == [[1], [2], []])
            let rows = try await database.read { try $0.rows("SELECT * FROM schema_migrations ORDER BY number") }
            #expect(try rows.map { try $0.text("name") } == ["first", "second"])
            #expect(try rows.first?.text("applied_by") == "1.2.3")
            #expect(try rows.first?.time("applied_at") == ManualTime().now)
        }
    }

    @Test func `a database that was only expanded is still used`() async throws {
        try await TemporaryDatabase.with(migrations: [Self.first, Self.second]) { database in
            let applied = try await Self.migrate(database, [Self.first])
            #expect(applied == [])
        }
    }

    @Test func `a database contracted beyond us is database_newer`() async throws {
        try await TemporaryDatabase.with(migrations: [Self.first, Self.contracting]) { database in
            let failure = await #expect(throws: Failure.self) { try await Self.migrate(database, [Self.first]) }
            #expect(failure?.code == .databaseNewer)
            #expect(failure?.hint != nil)
        }
    }

    @Test func `an applied migration that changed is migration_changed`() async throws {
        try await TemporaryDatabase.with(migrations: [Self.first]) { database in
            let edited = Migration(1, "first", oldestUsableBinary: 1, statements: ["CREATE TABLE three (id TEXT)"])
            let failure = await #expect(throws: Failure.self) { try await Self.migrate(database, [edited]) }
            #expect(failure?.code == .migrationChanged)
        }
    }

    @Test func `one that fails undoes those before it`() async throws {
        try await TemporaryDatabase.with(migrations: []) { database in
            let broken = Migration(2, "broken", oldestUsableBinary: 1, statements: ["CREATE TABEL two (id TEXT)"])
            await #expect(throws: Failure.self) { try await Self.migrate(database, [Self.first, broken]) }
            let applied = try await Self.migrate(database, [Self.first])
            #expect(applied == [1])
        }
    }

    @Test func `two servers migrating at once apply each once`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/dextra.db"
            let one = try SQLiteDatabase.open(path: path, readers: 1, logger: .silent)
            let two = try SQLiteDatabase.open(path: path, readers: 1, logger: .silent)
            async let left = Self.migrate(one, Schema.migrations)
            async let right = Self.migrate(two, Schema.migrations)
            let applied = try await left + right
            #expect(applied.sorted() == Schema.migrations.map(\.number))
            await one.close()
            await two.close()
        }
    }
}

@Suite struct SchemaTests {
    @Test func `migrations are numbered from 1 without gaps and never demand a binary newer than themselves`() {
        #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
        for migration in Schema.migrations {
            #expect((1...migration.number).contains(migration.oldestUsableBinary))
        }
    }
}
