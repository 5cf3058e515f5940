// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Primitives
package import Storage
import StoragePostgreSQL
import StorageSQLite

/// A migrated database of its own for one test, on the driver that the whole run is for.
package enum TemporaryDatabase {
    /// Whether this run of the tests is on PostgreSQL (`DEXTRA_TEST_DATABASE=postgresql`) instead of SQLite.
    package static let isPostgreSQL =
        ProcessInfo.processInfo.environment["DEXTRA_TEST_DATABASE"] == "postgresql"

    /// Calls the body with a database that has every table of `migrations`, and closes it afterwards.
    package static func with<Value>(
        migrations: [Migration] = Schema.migrations, _ body: (any Database) async throws -> Value
    ) async throws -> Value {
        guard isPostgreSQL else {
            return try await TemporaryDirectory.with { directory in
                try await using(try await open(in: directory, migrations: migrations), body)
            }
        }
        guard let server = PostgresServer.shared else {
            throw Failure(.invalidArgument, "DEXTRA_TEST_POSTGRES names no server", hint: "run scripts/test")
        }
        let url = try server.makeDatabase()
        defer { server.dropDatabase(url) }
        let database = try PostgreSQLDatabase.open(url: Redacted(url), readers: 2, logger: .silent)
        return try await using(try await migrated(database, migrations), body)
    }

    /// A migrated SQLite database `dextra.db` in a directory of the test's own, for the test to close: to look at its
    /// files, or to open it again.
    package static func open(
        in directory: String, migrations: [Migration] = Schema.migrations
    ) async throws -> any Database {
        try await migrated(
            try SQLiteDatabase.open(path: directory + "/dextra.db", readers: 2, logger: .silent), migrations)
    }

    private static func migrated(_ database: any Database, _ migrations: [Migration]) async throws -> any Database {
        do {
            try await Migrator(migrations: migrations).migrate(database, binaryVersion: "test", time: .system)
            return database
        } catch {
            await database.close()
            throw error
        }
    }

    private static func using<Value>(
        _ database: any Database, _ body: (any Database) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
