// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Glibc
package import Primitives

/// An open folder below which files of a stranger's naming are made: no call leaves it, whatever lies on the way.
///
/// Each name on the way is opened as a folder and never followed as a link. Calls block; what is no folder on the way is
/// `not_a_folder`.
package final class RootFolder: Sendable {
    private let descriptor: Int32
    /// For messages.
    private let path: String

    /// Opens a folder that is trusted up to its last name, which may be no link.
    package init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't open the folder \(path)") }
    }

    deinit { close(descriptor) }

    /// Makes a folder unless it is there.
    package func makeFolder(_ path: RelativePath, mode: mode_t) throws {
        try inFolder(of: path) { folder in
            guard mkdirat(folder, path.name, mode) == 0 || errno == EEXIST else { throw failure("create", path) }
        }
    }

    /// Makes a file, which must not be there, and opens it for writing.
    package func makeFile(_ path: RelativePath, mode: mode_t) throws -> FileDescriptor {
        try inFolder(of: path) { folder in
            let file = openat(folder, path.name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
            guard file >= 0 else { throw failure("create", path) }
            return FileDescriptor(taking: file, path: shown(path))
        }
    }

    /// Makes a symbolic link, whose target is not looked at.
    package func makeLink(_ path: RelativePath, to target: String) throws {
        try inFolder(of: path) { folder in
            guard symlinkat(target, folder, path.name) == 0 else { throw failure("create the link", path) }
        }
    }

    /// Opens a folder for reading its status and changing it.
    package func openFolder(_ path: RelativePath) throws -> FileDescriptor {
        try inFolder(of: path) { try step($0, path) }
    }

    /// Gives the link or file itself to an owner.
    package func give(_ path: RelativePath, user: uid_t, group: gid_t) throws {
        try inFolder(of: path) { folder in
            guard fchownat(folder, path.name, user, group, AT_SYMLINK_NOFOLLOW) == 0 else {
                throw failure("change the owner of", path)
            }
        }
    }

    /// Removes a file; fine when it is gone.
    package func removeFile(_ path: RelativePath) throws {
        try inFolder(of: path) { folder in
            guard unlinkat(folder, path.name, 0) == 0 || errno == ENOENT else { throw failure("remove", path) }
        }
    }

    /// Calls the body with the folder that a path lies in. One descriptor at a time is open on the way.
    private func inFolder<Value: ~Copyable>(of path: RelativePath, _ body: (Int32) throws -> Value) throws -> Value {
        let folders = path.folders
        guard let first = folders.first else { return try body(descriptor) }
        var folder = try step(descriptor, first)
        for next in folders.dropFirst() { folder = try step(folder.number, next) }
        return try body(folder.number)
    }

    /// Opens the last name of a path in its folder.
    private func step(_ folder: Int32, _ path: RelativePath) throws -> FileDescriptor {
        let next = openat(folder, path.name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard next >= 0 else {
            let reason = errno
            guard reason == ENOTDIR || reason == ELOOP else {
                throw Failure.system(reason, "can't open the folder \(shown(path))")
            }
            throw Failure(.notAFolder, "\(shown(path)) is no folder, or a link")
        }
        return FileDescriptor(taking: next, path: shown(path))
    }

    private func shown(_ below: RelativePath) -> String { "\(path)/\(below.text)" }

    private func failure(_ action: String, _ path: RelativePath) -> Failure {
        Failure.system(errno, "can't \(action) \(shown(path))")
    }
}

extension FailureCode {
    /// A path goes through what is a file or a link.
    package static let notAFolder = FailureCode("not_a_folder", .conflict)
}
