// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
package import Storage
import StorageSQLite

/// A migrated SQLite database of its own for one test.
package enum TemporaryDatabase {
    /// Calls the body with a database that has every table of `migrations`, and closes it afterwards.
    package static func with<Value>(
        migrations: [Migration] = Schema.migrations, _ body: (any Database) async throws -> Value
    ) async throws -> Value {
        try await TemporaryDirectory.with { directory in
            let database = try await open(in: directory, migrations: migrations)
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
    /// A migrated database `dextra.db` in a directory of the test's own, for the test to close: to look at its files,
    /// or to open it again.
    package static func open(
        in directory: String, migrations: [Migration] = Schema.migrations
    ) async throws -> any Database {
        let database = try SQLiteDatabase.open(path: directory + "/dextra.db", readers: 2, logger: .silent)
        do {
            try await Migrator(migrations: migrations).migrate(database, binaryVersion: "test", time: .system)
            return database
        } catch {
            await database.close()
            throw error
        }
    }
}
