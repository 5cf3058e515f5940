// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Brings a database to the schema this binary knows, in one transaction: either all pending migrations or none.
///
/// Expand first, contract a version later: a database that a newer binary has expanded is still used, one that it has
/// contracted beyond what we know is refused.
package struct Migrator: Sendable {
    private let migrations: [Migration]

    package init(migrations: [Migration] = Schema.migrations) { self.migrations = migrations }

    /// Applies what is missing and returns the numbers applied. Safe when two processes do it at once.
    ///
    /// Throws `database_newer` when a migration unknown to this binary needs a newer one, `migration_changed` when an
    /// applied migration differs from ours, and the driver's own codes, e.g. `database_corrupt`.
    @discardableResult
    package func migrate(_ database: any Database, binaryVersion: String, time: TimeSource) async throws -> [Int] {
        let migrations = migrations
        let dialect = database.dialect
        return try await database.write { connection in
            try connection.execute(dialect.render(Self.ledger))
            let applied = try connection.rows(
                "SELECT number, name, checksum, oldest_usable_binary, applied_by FROM schema_migrations")
            try Self.check(applied, against: migrations)
            let done = Set(try applied.map { try $0.integer("number") })
            let pending = migrations.filter { !done.contains(Int64($0.number)) }
            for migration in pending {
                for statement in migration.statements { try connection.execute(dialect.render(statement)) }
                try connection.execute(
                    """
                    INSERT INTO schema_migrations (number, name, checksum, applied_at, applied_by, oldest_usable_binary)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    [
                        .integer(migration.number), .text(migration.name), .text(migration.checksum),
                        .time(time.now()), .text(binaryVersion), .integer(migration.oldestUsableBinary),
                    ])
            }
            return pending.map(\.number)
        }
    }

    private static let ledger = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number {bigint} PRIMARY KEY,
            name TEXT NOT NULL,
            checksum TEXT NOT NULL,
            applied_at {bigint} NOT NULL,
            applied_by TEXT NOT NULL,
            oldest_usable_binary {bigint} NOT NULL
        ) {strict}
        """

    private static func check(_ applied: [Row], against migrations: [Migration]) throws {
        let generation = migrations.last?.number ?? 0
        for row in applied {
            let number = Int(try row.integer("number"))
            let name = try row.text("name")
            guard let ours = migrations.first(where: { $0.number == number }) else {
                let needed = try row.integer("oldest_usable_binary")
                guard needed <= generation else {
                    throw Failure(
                        .databaseNewer,
                        "the database was changed by version \(try row.text("applied_by")) (migration \(number), "
                            + "\(name)) and can't be used by this older version",
                        hint: "install that version or a newer one, or restore a backup made before the upgrade",
                        metadata: [
                            .init("needs_generation", String(needed)), .init("our_generation", String(generation)),
                        ])
                }
                continue
            }
            guard try row.text("checksum") == ours.checksum else {
                throw Failure(
                    .migrationChanged,
                    "migration \(number) was applied as '\(name)' by version \(try row.text("applied_by")), "
                        + "but this binary knows another one under that number ('\(ours.name)')",
                    hint: "use a released version of the program with this database")
            }
        }
    }
}
