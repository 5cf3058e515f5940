// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Hashing
import Primitives
import Storage

/// Writes entries of a backup below a folder.
struct BackupUnpacking {
    let folder: String

    /// Returns the digest of the content. An entry that is not wanted is only read.
    func write(_ entry: ArchiveEntry, from archive: ArchiveReader, isWanted: Bool) throws -> String {
        var hash = SHA256()
        guard isWanted else {
            while let piece = try archive.read() { hash.update(piece) }
            return hash.hex()
        }
        let path = "\(folder)/\(entry.path)"
        try makeFolders(of: path)
        switch entry.kind {
        case .file:
            // Never through a link that an entry before it made.
            let file = try FileDescriptor(path: path, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
            while let piece = try archive.read() {
                hash.update(piece)
                try piece.withUnsafeBytes { try file.write($0) }
            }
            if geteuid() == 0 { _ = fchown(file.number, entry.owner, entry.group) }
            guard fchmod(file.number, entry.mode & 0o777) == 0 else {
                throw Failure.system(errno, "can't set the mode of \(path)")
            }
        case .folder:
            guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
                throw Failure.system(errno, "can't create \(path)")
            }
            if geteuid() == 0 { _ = lchown(path, entry.owner, entry.group) }
            // Kept open to us until all is in it.
            _ = chmod(path, entry.mode & 0o777 | 0o700)
        case .link(let target):
            guard symlink(target, path) == 0 else { throw Failure.system(errno, "can't create the link \(path)") }
            if geteuid() == 0 { _ = lchown(path, entry.owner, entry.group) }
        }
        return hash.hex()
    }

    /// The folders above an entry; one that is a link is refused, because it could lead out.
    private func makeFolders(of path: String) throws {
        guard let slash = path.lastIndex(of: "/"), path[..<slash] != folder[...] else { return }
        let parent = String(path[..<slash])
        var status = stat()
        if lstat(parent, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw Failure(.backupDamaged, "the backup has an entry below \(parent), which is no folder")
            }
            return
        }
        if parent.count > folder.count { try makeFolders(of: parent) }
        guard mkdir(parent, 0o700) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't create \(parent)")
        }
    }
}
