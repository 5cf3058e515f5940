// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Glibc
import Primitives

/// What durable files need of the directories they are in.
package enum Directory {
    /// Makes a directory unless it is there. Its parent must exist.
    package static func create(_ path: String, mode: mode_t = 0o700) throws {
        guard mkdir(path, mode) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't create the directory \(path)")
        }
    }

    /// Returns when the names made, renamed or removed in a directory are on the disk.
    package static func synchronize(_ path: String) throws {
        try FileDescriptor(path: path, flags: O_RDONLY | O_DIRECTORY).synchronize()
    }

    /// The names in a directory, without `.` and `..`, in no order; none when there is no such directory.
    package static func names(in path: String) throws -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT { return [] }
            throw Failure.system(errno, "can't list \(path)")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
