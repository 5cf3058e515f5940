// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
package import Storage

/// What backups work with.
package struct BackupParts: Sendable {
    package var database: any Database
    package var blobs: BlobStore
    package var intake: SourceIntake
    /// The data directory.
    package var home: String
    package var vaultKey: String
    package var time: TimeSource
    /// Opens a copy of the database.
    package var open: @Sendable (String) throws -> any SnapshottingDatabase

    package init(
        database: any Database, blobs: BlobStore, intake: SourceIntake, home: String, vaultKey: String,
        time: TimeSource, open: @escaping @Sendable (String) throws -> any SnapshottingDatabase
    ) {
        self.database = database
        self.blobs = blobs
        self.intake = intake
        self.home = home
        self.vaultKey = vaultKey
        self.time = time
        self.open = open
    }
}
