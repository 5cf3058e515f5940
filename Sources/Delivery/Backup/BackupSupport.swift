// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// Whether backups can be made of a database: of one on a server of its own, that server's tools make them.
enum BackupSupport {
    /// The database as one that can be copied while it is written. Throws `backup_unsupported`.
    static func snapshotting(_ database: any Database) throws -> any SnapshottingDatabase {
        if let database = database as? any SnapshottingDatabase { return database }
        throw Failure(
            .backupUnsupported, "the database is on a server of its own, which a backup of this kind can't copy",
            hint: "back it up with pg_dump, and beside it the folder blobs and the file vault.key of the data directory"
        )
    }
}
