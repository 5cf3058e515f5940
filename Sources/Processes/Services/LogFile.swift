// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One file of a service's log, open for reading. The shim's `log.h` says how it is laid out.
struct LogFile: Sendable {
    static let headerPrefix = "dextra-log 2 "
    static let headerLength = 34

    private let descriptor: OwnedDescriptor
    /// Bytes of the whole log before this file; nil for a file of an earlier version, which has no header.
    let start: Int64?
    let inode: ino_t

    /// nil when there is no such file.
    init?(path: String) {
        descriptor = OwnedDescriptor(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
        var status = stat()
        guard descriptor.number >= 0, fstat(descriptor.number, &status) == 0 else { return nil }
        inode = status.st_ino
        var header = [UInt8](repeating: 0, count: Self.headerLength)
        let count = pread(descriptor.number, &header, header.count, 0)
        let text = String(decoding: header.prefix(max(0, count)), as: UTF8.self)
        start =
            count == Self.headerLength && text.hasPrefix(Self.headerPrefix)
            ? Int64(text.dropFirst(Self.headerPrefix.count).dropLast()) : nil
    }

    private var headerLength: Int { start == nil ? 0 : Self.headerLength }

    /// Bytes of the whole log up to the end of this file, as it is now.
    var end: Int64? {
        var status = stat()
        guard let start, fstat(descriptor.number, &status) == 0 else { return nil }
        return start + Int64(status.st_size) - Int64(Self.headerLength)
    }

    /// Whether the next byte to be read is the first.
    var isAtBeginning: Bool { lseek(descriptor.number, 0, SEEK_CUR) == off_t(headerLength) }

    /// Whether the last line has no end.
    var endsWithinLine: Bool {
        var status = stat()
        guard fstat(descriptor.number, &status) == 0, status.st_size > off_t(headerLength) else { return false }
        var last: UInt8 = 0
        return pread(descriptor.number, &last, 1, status.st_size - 1) == 1 && last != UInt8(ascii: "\n")
    }

    func seek(to position: Int64) {
        lseek(descriptor.number, off_t(position - (start ?? 0)) + off_t(headerLength), SEEK_SET)
    }

    /// The next bytes and their position; nil at the end.
    func read() -> (bytes: [UInt8], position: Int64?)? {
        let offset = lseek(descriptor.number, 0, SEEK_CUR)
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = max(0, Glibc.read(descriptor.number, buffer.baseAddress, buffer.count))
        }
        return bytes.isEmpty ? nil : (bytes, start.map { $0 + Int64(offset) - Int64(headerLength) })
    }

    /// Moves to where the last `lines` lines begin; returns how many that are.
    @discardableResult
    func seek(lines: Int) -> Int {
        let floor = off_t(headerLength)
        var position = lseek(descriptor.number, 0, SEEK_END)
        // Also when the last line has no end yet.
        guard lines > 0 else { return 0 }
        var found = 0
        var isEnd = true
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while position > floor, lines < .max {
            let size = Int(min(position - floor, off_t(buffer.count)))
            position -= off_t(size)
            guard pread(descriptor.number, &buffer, size, position) == size else { break }
            for offset in stride(from: size - 1, through: 0, by: -1) {
                let isBreak = buffer[offset] == UInt8(ascii: "\n")
                // The file's own last line break ends a line; it doesn't begin one.
                if isEnd { found = 0 } else if isBreak { found += 1 }
                isEnd = false
                if found == lines, isBreak {
                    lseek(descriptor.number, position + off_t(offset) + 1, SEEK_SET)
                    return found
                }
            }
        }
        lseek(descriptor.number, floor, SEEK_SET)
        return isEnd ? 0 : found + 1
    }
}
