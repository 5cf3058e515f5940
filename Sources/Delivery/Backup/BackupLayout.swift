// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives

/// The entries of a backup, in their order: the summary, the database, blobs, the key, data, the list of all of them.
enum BackupLayout {
    static let summary = "backup.json"
    static let database = "dextra.db"
    static let key = "vault.key"
    static let sealedKey = "vault.key.sealed"
    static let list = "entries.json"
    static let fileEnding = ".dextra-backup"

    /// Where a blob is in a backup, and below the home.
    static func blob(_ digest: String) -> String { "blobs/\(digest.prefix(2))/\(digest.dropFirst(2))" }

    /// One entry with the digest of its content.
    struct Entry: Sendable, Hashable, Codable {
        var path: String
        var size: Int64
        var sha256: String
    }
}

extension FailureCode {
    /// The database is on a server of its own, whose tools make its backups.
    package static let backupUnsupported = FailureCode("backup_unsupported", .conflict)
    /// A backup is cut off, altered or incomplete.
    package static let backupDamaged = FailureCode("backup_damaged", .corrupt)
    /// A later version made the backup.
    package static let backupNewer = FailureCode("backup_newer", .conflict)
    /// A backup is only restored into a folder that is not there or empty.
    package static let homeNotEmpty = FailureCode("home_not_empty", .conflict)
}
