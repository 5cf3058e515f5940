// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import ControlPlane
import Glibc
import Primitives
import Storage
import StoragePostgreSQL
import StorageSQLite
import Wire

/// Where a data directory's server keeps its records: in a file there, or in a database that several nodes share.
struct RecordStore: Sendable {
    let database: any Database
    let kind: ServerInfo.DatabaseKind

    /// Opens the store that the command line names, else the one that the data directory remembers, else its own file,
    /// and brings it to the schema of this binary.
    ///
    /// Throws `records_elsewhere`, `copy_incomplete`, and the drivers' and the migrator's codes.
    static func open(_ address: DatabaseAddress?, _ home: ServerHome, _ logger: Logger) async throws -> RecordStore {
        let remembered = try SmallFile.read(home.databaseFile)
        let store: RecordStore
        if let address = try address ?? remembered.map({ try DatabaseAddress($0) }) {
            guard remembered != nil || access(home.database, F_OK) != 0 else {
                throw Failure(
                    .recordsElsewhere, "this data directory's records are in \(home.database), not in that database",
                    hint: "move them with: dextra migrate --to URL; or start with another data directory")
            }
            store = RecordStore(
                database: try PostgreSQLDatabase.open(url: address.url, logger: logger.labelled("storage")),
                kind: .postgreSQL)
            // For the servers that other commands start by themselves.
            if remembered != address.url.reveal() { try remember(address, home) }
        } else {
            store = RecordStore(
                database: try SQLiteDatabase.open(path: home.database, logger: logger.labelled("storage")),
                kind: .sqlite)
        }
        try await Migrator().migrate(store.database, binaryVersion: DextraVersion.current, time: .system)
        try await store.database.read { try StoreCopyStore().requireComplete(on: $0) }
        return store
    }

    /// From now on the data directory's server uses the database.
    static func remember(_ address: DatabaseAddress, _ home: ServerHome) throws {
        try SmallFile.write(address.url.reveal() + "\n", to: home.databaseFile)
    }
}

extension FailureCode {
    /// A server was to use a database, and its data directory's records are not there.
    static let recordsElsewhere = FailureCode("records_elsewhere", .conflict)
}
