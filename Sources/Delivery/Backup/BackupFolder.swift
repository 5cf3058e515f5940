// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Model
import Primitives
import Storage

/// A folder that backups lie in.
package struct BackupFolder: Sendable {
    package let path: String

    package init(path: String) { self.path = path }

    private static let scheduledPrefix = "dextra-scheduled-"

    /// The data directory's own.
    static func own(_ home: String) -> String { home + "/backups" }

    /// Whether a name in it is that of a backup that was made by itself.
    static func isScheduled(_ name: String) -> Bool {
        name.hasPrefix(scheduledPrefix) && name.hasSuffix(BackupLayout.fileEnding)
    }

    /// Names sort by the time they were made.
    static func name(at time: Timestamp, isScheduled: Bool = false) -> String {
        let stamp = time.description.filter { $0.isNumber || $0 == "T" }.prefix(15)
        return "\(isScheduled ? scheduledPrefix : "dextra-")\(stamp)\(BackupLayout.fileEnding)"
    }

    static func parent(of file: String) -> String {
        let folder = file[..<(file.lastIndex(of: "/") ?? file.startIndex)]
        return folder.isEmpty ? "/" : String(folder)
    }

    /// Every backup in the folder, the newest first, by what its beginning says; ``BackupReader/verify`` reads the rest.
    package func list() throws -> [BackupSummary] {
        try Directory.names(in: path).filter { $0.hasSuffix(BackupLayout.fileEnding) }.compactMap { name in
            let file = "\(path)/\(name)"
            var status = stat()
            guard stat(file, &status) == 0, var summary = try? BackupReader.summary(of: ArchiveReader(path: file))
            else { return nil }
            summary.file = file
            summary.size = Int64(status.st_size)
            return summary
        }.sorted { $0.createdAt > $1.createdAt }
    }
}
