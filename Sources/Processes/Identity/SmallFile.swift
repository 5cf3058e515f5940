// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// Whole small files, read and replaced in one step.
enum SmallFile {
    /// The bytes, at most 4 MiB; nil when it can't be read.
    static func bytes(_ path: String) -> [UInt8]? {
        let file = OwnedDescriptor(open(path, O_RDONLY | O_CLOEXEC))
        guard file.number >= 0 else { return nil }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < 4 << 20 {
            let count = read(file.number, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
        return nil
    }

    static func text(_ path: String) -> String? { bytes(path).map { String(decoding: $0, as: UTF8.self) } }

    /// Replaces the file with mode 0600 and waits for the disk.
    static func replace(_ path: String, with bytes: [UInt8]) throws {
        let temporary = path + ".new"
        let file = OwnedDescriptor(open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600))
        guard file.number >= 0 else { throw Failure.system(errno, "can't write \(temporary)") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file.number, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure.system(errno, "can't write \(temporary)") }
            rest = rest.dropFirst(count)
        }
        guard fsync(file.number) == 0, rename(temporary, path) == 0 else {
            throw Failure.system(errno, "can't write \(path)")
        }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let directory = OwnedDescriptor(open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard directory.number >= 0, fsync(directory.number) == 0 else {
            throw Failure.system(errno, "can't make \(path) durable")
        }
    }

    /// `key=value` lines under the given heading, closed by `end`; nil when the file isn't that, or isn't whole.
    static func values(_ path: String, heading: String) -> [String: String]? {
        guard let lines = text(path)?.split(separator: "\n"), lines.first == heading[...], lines.last == "end" else {
            return nil
        }
        var values: [String: String] = [:]
        for line in lines.dropFirst().dropLast() {
            guard let equals = line.firstIndex(of: "=") else { return nil }
            values[String(line[..<equals])] = String(line[line.index(after: equals)...])
        }
        return values
    }
}
