// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives
import Synchronization

/// A folder on disk, read with plain system calls.
///
/// A symbolic link is followed only when its real target lies inside the folder, and then the target is opened component
/// by component without following further links. Files over ``maximumFileSize`` and special files do not exist for it;
/// a folder shows its first ``maximumEntries`` names.
package final class DirectoryFileTree: FileTree {
    package static let maximumFileSize = 1 << 20
    package static let maximumEntries = 2000

    /// `O_PATH`, which glibc shows only to GNU sources: a handle on a name, without opening what it names.
    private static let pathOnly: Int32 = 0o10_000_000

    private let root: String
    private let descriptor: Int32
    /// Folders that were reached without following a link: a file in one of them is a single step away. At most
    /// ``maximumHandles`` are open.
    private let handles = Mutex<[String: Int32]>([:])
    private static let maximumHandles = 64

    /// Throws `not_found`, `permission_denied` or `invalid_argument` when the folder can't be opened.
    package init(path: String) throws(Failure) {
        guard let resolved = realpath(path, nil) else {
            throw Failure.system(errno, "'\(path)' can't be opened", hint: "give the path of a project's folder")
        }
        defer { free(resolved) }
        root = String(cString: resolved)
        descriptor = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let number = errno
            if number == ENOTDIR {
                throw Failure(
                    .invalidArgument, "'\(path)' is not a folder", hint: "give the path of a project's folder")
            }
            throw Failure.system(number, "the folder '\(path)' can't be opened")
        }
    }

    deinit {
        handles.withLock { $0.values.forEach { close($0) } }
        close(descriptor)
    }

    package func read(_ path: String) -> [UInt8]? {
        let file = descend(path, flags: O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= Self.maximumFileSize
        else { return nil }
        // A file may grow while it is read: one byte more than the bound shows that it did.
        var bytes: [UInt8] = []
        let capacity = min(max(Int(status.st_size), 512), Self.maximumFileSize) + 1
        while bytes.count <= Self.maximumFileSize {
            let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                count = max(0, Glibc.read(file, buffer.baseAddress, capacity))
            }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            // Of a regular file less comes only at its end.
            if chunk.count < capacity { return bytes }
        }
        return nil
    }

    package func list(_ folder: String) -> [FileTreeEntry] {
        let file =
            folder.isEmpty
            ? openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            : descend(folder, flags: O_RDONLY | O_DIRECTORY)
        guard file >= 0 else { return [] }
        guard let stream = fdopendir(file) else {
            close(file)
            return []
        }
        defer { closedir(stream) }
        var entries: [FileTreeEntry] = []
        while entries.count < Self.maximumEntries, let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            guard let name, name != ".", name != ".." else { continue }
            var isFolder = entry.pointee.d_type == UInt8(DT_DIR)
            if entry.pointee.d_type == UInt8(DT_UNKNOWN) || entry.pointee.d_type == UInt8(DT_LNK) {
                guard let kind = kind(of: folder.isEmpty ? name : "\(folder)/\(name)") else { continue }
                isFolder = kind == S_IFDIR
            }
            entries.append(FileTreeEntry(name: name, isFolder: isFolder))
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    package func exists(_ path: String) -> Bool { kind(of: path) != nil }

    /// `S_IFREG` or `S_IFDIR`; nil for everything else.
    private func kind(of path: String) -> mode_t? {
        let file = descend(path, flags: Self.pathOnly)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        return kind == S_IFREG || kind == S_IFDIR ? kind : nil
    }

    /// Opens a path below the root without following a link out of it; -1 when that can't be done.
    private func descend(_ path: String, flags: Int32) -> Int32 {
        let direct = descendWithoutLinks(path, flags: flags)
        guard direct < 0, errno == ELOOP || errno == ENOTDIR else { return direct }
        guard let resolved = realpath("\(root)/\(path)", nil) else { return -1 }
        defer { free(resolved) }
        let target = String(cString: resolved)
        guard target.hasPrefix(root == "/" ? "/" : root + "/") else { return -1 }
        return descendWithoutLinks(String(target.dropFirst(root.utf8.count)), flags: flags)
    }

    private func descendWithoutLinks(_ path: String, flags: Int32) -> Int32 {
        let parts = path.split(separator: "/")
        guard let name = parts.last, !parts.contains(".."), !path.utf8.contains(0) else { return -1 }
        let (file, number) = handles.withLock { handles in
            let folder = handle(on: parts.dropLast(), &handles)
            guard folder >= 0 else { return (folder, errno) }
            let file = openat(folder, String(name), flags | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
            return (file, errno)
        }
        errno = number
        // A handle on a name succeeds for a link too; one on a folder does not.
        guard file >= 0, flags & Self.pathOnly != 0 else { return file }
        var status = stat()
        if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
            close(file)
            errno = ELOOP
            return -1
        }
        return file
    }

    /// A handle on a folder below the root, each part of whose path is a folder itself; -1 when it is none.
    private func handle(on parts: ArraySlice<Substring>, _ handles: inout [String: Int32]) -> Int32 {
        guard let name = parts.last else { return descriptor }
        let path = parts.joined(separator: "/")
        if let known = handles[path] { return known }
        let parent = handle(on: parts.dropLast(), &handles)
        guard parent >= 0 else { return -1 }
        let folder = openat(parent, String(name), Self.pathOnly | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { return -1 }
        if handles.count >= Self.maximumHandles {
            handles.values.forEach { close($0) }
            handles.removeAll()
        }
        handles[path] = folder
        return folder
    }
}
