// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Whole trees: removed, given to somebody, made immutable. What lies in them may be hostile. All calls block.
enum FolderTree {
    /// Who owns files.
    struct Owner: Sendable, Hashable {
        var uid: UInt32
        var gid: UInt32
    }

    /// A deeper tree is refused when sealed; removing has no such bound.
    static let maximumDepth = 512

    /// Removes a tree, read-only folders included; fine when there is none.
    static func remove(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw Failure.system(errno, "can't examine \(path)")
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            // Before opening: its owner may have no right to read it.
            _ = chmod(path, 0o700)
            let root = try OpenFolder(path)
            var lifted = 0
            // Each round removes all but what is too deep, which it lifts up to the root for the next.
            repeat {
                let before = lifted
                try empty(root, root: root, depth: 0, &lifted)
                if lifted == before { break }
            } while true
            guard rmdir(path) == 0 else { throw Failure.system(errno, "can't remove \(path)") }
        } else {
            guard unlink(path) == 0 || errno == ENOENT else { throw Failure.system(errno, "can't remove \(path)") }
        }
    }

    private static func empty(_ folder: OpenFolder, root: OpenFolder, depth: Int, _ lifted: inout Int) throws {
        for entry in try folder.entries() {
            guard entry.isFolder else {
                guard unlinkat(folder.descriptor, entry.name, 0) == 0 || errno == ENOENT else {
                    throw folder.failure("remove", entry.name)
                }
                continue
            }
            _ = fchmodat(folder.descriptor, entry.name, 0o700, 0)
            if depth >= maximumDepth {
                lifted += 1
                guard renameat(folder.descriptor, entry.name, root.descriptor, ".deep-\(lifted)") == 0 else {
                    throw folder.failure("move", entry.name)
                }
                continue
            }
            try empty(try folder.folder(entry.name), root: root, depth: depth + 1, &lifted)
            guard unlinkat(folder.descriptor, entry.name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
                throw folder.failure("remove", entry.name)
            }
        }
    }

    /// Gives a tree that nobody else can reach yet to an owner.
    static func give(_ path: String, to owner: Owner) throws {
        try visit(try OpenFolder(path), depth: 0) { folder, entry in
            guard let entry else { return try own(folder, owner) }
            guard
                entry.isFolder
                    || fchownat(folder.descriptor, entry.name, owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) == 0
            else { throw folder.failure("change the owner of", entry.name) }
        }
    }

    /// Takes every right to change a tree away from everybody: files become 0444 or 0555, folders 0555.
    ///
    /// A folder is taken before its entries are looked at, so that a process of its former owner can't swap them.
    static func seal(_ path: String, as owner: Owner?) throws {
        try visit(try OpenFolder(path), depth: 0) { folder, entry in
            guard let entry else {
                if let owner { try own(folder, owner) }
                guard fchmod(folder.descriptor, 0o555) == 0 else { throw folder.failure("change the mode of") }
                return
            }
            if entry.isFolder { return }
            if let owner {
                guard fchownat(folder.descriptor, entry.name, owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) == 0 else {
                    throw folder.failure("change the owner of", entry.name)
                }
            }
            let mode: mode_t = entry.status.st_mode & 0o111 != 0 ? 0o555 : 0o444
            guard entry.isLink || fchmodat(folder.descriptor, entry.name, mode, 0) == 0 else {
                throw folder.failure("change the mode of", entry.name)
            }
        }
    }

    private static func own(_ folder: OpenFolder, _ owner: Owner) throws {
        guard fchown(folder.descriptor, owner.uid, owner.gid) == 0 else { throw folder.failure("change the owner of") }
    }

    /// Calls the body with each folder, then with each of its entries, then goes below.
    private static func visit(
        _ folder: OpenFolder, depth: Int, _ body: (OpenFolder, OpenFolder.Entry?) throws -> Void
    ) throws {
        guard depth <= maximumDepth else {
            throw Failure(
                .buildFailed, "the build made folders more than \(maximumDepth) levels deep in \(folder.path)")
        }
        try body(folder, nil)
        for entry in try folder.entries() {
            try body(folder, entry)
            if entry.isFolder { try visit(try folder.folder(entry.name), depth: depth + 1, body) }
        }
    }
}
