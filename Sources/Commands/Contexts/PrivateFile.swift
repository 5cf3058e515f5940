// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// A small file that only its owner may read, replaced as a whole or not at all.
enum PrivateFile {
    private static let limit = 1 << 20

    /// Nil when it isn't there. Throws `file_exposed` when others may read or change it, and why it can't be read.
    static func read(_ path: String) throws(Failure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Failure.system(errno, "can't read \(path)")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure.system(errno, "can't read \(path)") }
        guard status.st_mode & 0o077 == 0, status.st_uid == getuid() || status.st_uid == 0 else {
            throw Failure(
                .fileExposed, "\(path) is open to other users",
                hint: "run: chmod 600 \(path); chown \(getuid()) \(path)")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure.system(errno, "can't read \(path)") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        throw Failure(.corruptData, "\(path) is larger than \(limit) bytes")
    }

    /// Durable when it returns; whoever reads meanwhile gets the old file or the new one.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        var draft = Array((path + ".XXXXXX").utf8CString)
        // Made with mode 0600.
        let descriptor = mkstemp(&draft)
        guard descriptor >= 0 else { throw Failure.system(errno, "can't write \(path)") }
        let name = String(decoding: draft.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        do throws(Failure) {
            defer { close(descriptor) }
            try append(bytes, to: descriptor, path)
            guard fsync(descriptor) == 0 else { throw Failure.system(errno, "can't write \(path)") }
        } catch {
            unlink(name)
            throw error
        }
        guard rename(name, path) == 0 else {
            let number = errno
            unlink(name)
            throw Failure.system(number, "can't write \(path)")
        }
        // The new name too is to be there after a crash; where folders can't be synced it is as good as it gets.
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// With all that leads to it; what is made is for its owner only.
    static func makeFolder(_ path: String) throws(Failure) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw Failure.system(errno, "can't make the folder \(path)")
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw Failure.system(errno, "can't make the folder \(path)")
        }
    }

    private static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure.system(errno, "can't write \(path)") }
            rest = rest.dropFirst(count)
        }
    }
}
