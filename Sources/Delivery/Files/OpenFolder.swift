// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// An open directory whose entries are reached through it, so that no name on the way can be swapped for a link.
final class OpenFolder {
    let descriptor: Int32
    /// For messages.
    let path: String

    struct Entry {
        var name: String
        var status: stat

        var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
        var isLink: Bool { status.st_mode & S_IFMT == S_IFLNK }
        var isFile: Bool { status.st_mode & S_IFMT == S_IFREG }
    }

    /// Opens a directory, never through a link in its last component. Throws the system's reason.
    init(_ path: String) throws {
        self.path = path
        descriptor = Glibc.open(path, Self.flags)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't open the folder \(path)") }
    }

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    private static var flags: Int32 { O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC }

    func folder(_ name: String) throws -> OpenFolder {
        let child = openat(descriptor, name, Self.flags)
        guard child >= 0 else { throw Failure.system(errno, "can't open the folder \(path)/\(name)") }
        return OpenFolder(descriptor: child, path: path + "/" + name)
    }

    /// What is in it; an entry that goes away meanwhile is left out.
    func entries() throws -> [Entry] {
        // Of its own, because reading moves the place in a directory that duplicates share.
        let own = openat(descriptor, ".", Self.flags)
        guard own >= 0, let stream = fdopendir(own) else { throw Failure.system(errno, "can't list \(path)") }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while let record = readdir(stream) {
            let name = withUnsafePointer(to: &record.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard name != ".", name != "..", fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                continue
            }
            entries.append(Entry(name: name, status: status))
        }
        return entries
    }

    func failure(_ action: String, _ name: String = "") -> Failure {
        Failure.system(errno, "can't \(action) \(name.isEmpty ? path : path + "/" + name)")
    }
}
