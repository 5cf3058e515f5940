// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Glibc
import Primitives
import Storage
import StoragePostgreSQL
import StorageSQLite

/// `dextra migrate`: moves a data directory's records from its file into a shared database.
enum RecordMigration {
    /// Claims the data directory, so no server writes meanwhile. Called again after an interruption it goes on.
    ///
    /// Throws `nothing_to_migrate`, and the codes of the drivers and of the copy.
    static func run(
        home path: String, to address: DatabaseAddress, progress: @Sendable (MigrationProgress) -> Void
    ) async throws -> MigrationSummary {
        umask(0o077)
        let home = try ServerHome.open(path)
        defer { withExtendedLifetime(home) {} }
        guard access(home.database, F_OK) == 0 else {
            throw Failure(
                .nothingToMigrate, "there are no records in \(home.path)",
                hint: "start a server on the database directly: dextra serve --database URL")
        }
        let logger = Logger(label: "migrate", sink: StandardErrorSink(format: .human))
        let source = try SQLiteDatabase.open(path: home.database, logger: logger)
        let target = try PostgreSQLDatabase.open(url: address.url, logger: logger)
        for database in [source as any Database, target] {
            try await Migrator().migrate(database, binaryVersion: DextraVersion.current, time: .system)
        }
        try await source.adoptEarlierRecords(
            of: try NodeIdentity.open(file: home.nodeFile, random: .system, now: TimeSource.system.now()))
        let rows = try await StoreCopy(from: source, to: target).run { step in
            progress(MigrationProgress(table: step.table, rows: step.rows))
        }
        await target.close()
        await source.close()
        try RecordStore.remember(address, home)
        // Under its name no server would ask for it again; its log went into it when it was closed.
        let kept = home.database + ".before-migration"
        guard rename(home.database, kept) == 0 else {
            throw Failure.system(errno, "can't rename \(home.database)")
        }
        try Directory.synchronize(home.path)
        return MigrationSummary(rows: rows, kept: kept)
    }
}

extension FailureCode {
    static let nothingToMigrate = FailureCode("nothing_to_migrate", .conflict)
}
