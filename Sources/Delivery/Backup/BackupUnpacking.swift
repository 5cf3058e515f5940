// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Hashing
import Primitives
import Storage

/// Writes entries of a backup below a folder, which they can't leave: also not through a link that one of them made.
struct BackupUnpacking {
    private let root: RootFolder

    init(folder: String) throws { root = try RootFolder(folder) }

    /// Returns the digest of the content. An entry that is not wanted is only read. Throws `backup_damaged` for one
    /// below what is no folder.
    func write(_ entry: ArchiveEntry, from archive: ArchiveReader, isWanted: Bool) throws -> String {
        var hash = SHA256()
        guard isWanted else {
            while let piece = try archive.read() { hash.update(piece) }
            return hash.hex()
        }
        do {
            try make(entry, at: try entry.relativePath()) { file in
                while let piece = try archive.read() {
                    hash.update(piece)
                    try piece.withUnsafeBytes { try file.write($0) }
                }
            }
        } catch let failure as Failure where failure.code == .notAFolder {
            throw Failure(
                .backupDamaged, "the backup has an entry below what is no folder: \(entry.path)", cause: failure)
        }
        return hash.hex()
    }

    private func make(
        _ entry: ArchiveEntry, at path: RelativePath, _ fill: (borrowing FileDescriptor) throws -> Void
    ) throws {
        for folder in path.folders { try root.makeFolder(folder, mode: 0o700) }
        switch entry.kind {
        case .file:
            let file = try root.makeFile(path, mode: 0o600)
            try fill(file)
            try own(file, entry, mode: entry.mode & 0o777)
        case .folder:
            try root.makeFolder(path, mode: 0o700)
            // Kept open to us until all is in it.
            try own(try root.openFolder(path), entry, mode: entry.mode & 0o777 | 0o700)
        case .link(let target):
            try root.makeLink(path, to: target)
            if geteuid() == 0 { try root.give(path, user: entry.owner, group: entry.group) }
        }
    }

    /// Only root can give files away; then nobody else has them.
    private func own(_ file: borrowing FileDescriptor, _ entry: ArchiveEntry, mode: mode_t) throws {
        if geteuid() == 0 { _ = fchown(file.number, entry.owner, entry.group) }
        guard fchmod(file.number, mode) == 0 else {
            throw Failure.system(errno, "can't set the mode of \(entry.path)")
        }
    }
}
