// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// The files of a build context in the order they are sent, less what is left out.
struct ContextFiles {
    struct File {
        /// Relative to the folder.
        var path: String
        var entry: TarEntry
    }

    private let folder: String
    private let rules: DockerIgnore
    private let modified: Timestamp
    private(set) var files: [File] = []

    /// Walks the folder; throws `build_context_invalid` for what can't be read or has no place in an archive.
    init(folder: String, rules: DockerIgnore, modified: Timestamp) throws {
        self.folder = folder
        self.rules = rules
        self.modified = modified
        try walk("", nil)
    }

    private mutating func walk(_ parent: String, _ match: DockerIgnore.FolderMatch?) throws {
        for name in try names(in: parent) {
            try Task.checkCancellation()
            let path = parent.isEmpty ? name : parent + "/" + name
            var status = stat()
            guard lstat(folder + "/" + path, &status) == 0 else { throw unreadable(path) }
            let (isLeftOut, found) = rules.leavesOut(path, in: match)
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            if isLeftOut, !isFolder || !rules.mayAdmitBelow(path) { continue }
            if !isLeftOut, let entry = try entry(path, status) { files.append(File(path: path, entry: entry)) }
            if isFolder { try walk(path, found) }
        }
    }

    private func names(in parent: String) throws -> [String] {
        guard let directory = opendir(parent.isEmpty ? folder : folder + "/" + parent) else { throw unreadable(parent) }
        defer { closedir(directory) }
        var names: [String] = []
        while let found = readdir(directory) {
            let bytes = withUnsafeBytes(of: &found.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                throw Failure(
                    .buildContextInvalid, "a file's name in \(parent.isEmpty ? "." : parent) is not UTF-8",
                    hint: "rename it, or leave its folder out with .dockerignore")
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// nil for a socket, which no archive can hold and the docker command line skips too.
    private func entry(_ path: String, _ status: stat) throws -> TarEntry? {
        let kind: TarEntry.Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .file(size: Int(status.st_size))
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink(try target(of: path, length: Int(status.st_size)))
        case S_IFSOCK: return nil
        default:
            throw Failure(
                .buildContextInvalid, "\(path) is neither a file nor a folder nor a link",
                hint: "leave it out with .dockerignore")
        }
        return TarEntry(path, kind, mode: UInt16(status.st_mode & 0o7777), modified: modified)
    }

    private func target(of path: String, length: Int) throws -> String {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: max(length, 255) + 1) { buffer, filled in
            count = buffer.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { readlink(folder + "/" + path, $0, buffer.count) } ?? -1
            }
            filled = max(0, count)
        }
        guard count >= 0, let target = String(validating: bytes, as: UTF8.self) else { throw unreadable(path) }
        return target
    }

    private func unreadable(_ path: String) -> Failure {
        let words = String(cString: strerror(errno))
        return Failure(
            .buildContextInvalid, "\(path.isEmpty ? folder : path) can't be read: \(words)",
            hint: "correct its permissions, or leave it out with .dockerignore")
    }
}
