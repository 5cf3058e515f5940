// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// A private file of a few lines that is whole or not there, whatever happens while it is written.
package enum SmallFile {
    /// Replaces a file's content and returns once that is on the disk. Mode 0600.
    package static func write(_ text: String, to path: String) throws {
        let temporary = "\(path).\(getpid()).new"
        do {
            let file = try FileDescriptor(path: temporary, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
            let bytes = Array(text.utf8)
            try bytes.withUnsafeBytes { try file.write($0) }
            try file.synchronize()
        }
        guard rename(temporary, path) == 0 else {
            let reason = errno
            unlink(temporary)
            throw Failure.system(reason, "can't write \(path)")
        }
        try Directory.synchronize(parent(of: path))
    }

    /// A file's text, without the line's end; nil when there is no such file. Throws `corrupt_data` beyond 64 KiB.
    package static func read(_ path: String) throws -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        let file = try FileDescriptor(path: path, flags: O_RDONLY)
        let limit = 64 << 10
        guard try file.status().st_size <= limit else {
            throw Failure(.corruptData, "\(path) is larger than \(limit) bytes")
        }
        var count = 0
        var bytes = [UInt8](repeating: 0, count: limit)
        try bytes.withUnsafeMutableBytes { count = try file.read(into: $0) }
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        return text.last?.isNewline == true ? String(text.dropLast()) : text
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
