// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A place in `log.N` … `log.1`, `log`: reads forward, and finds its file again when the files are renamed meanwhile.
struct LogFiles: Sendable {
    private let path: String
    private var file: OwnedDescriptor?

    init(path: String) { self.path = path }

    /// Goes to the beginning of the last `tail` lines, or of everything that is kept.
    mutating func begin(tail: Int?) {
        var wanted = tail ?? Int.max
        var index = 0
        while let opened = open(index) {
            file = opened
            let found = Self.seek(opened.number, lines: wanted)
            if tail != nil, found >= wanted { return }
            wanted -= found
            index += 1
        }
    }

    /// The next bytes; nil when there are none now.
    mutating func read() -> [UInt8]? {
        if file == nil { file = open(oldest()) }
        while let current = file {
            let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = max(0, Glibc.read(current.number, buffer.baseAddress, buffer.count))
            }
            if !bytes.isEmpty { return bytes }
            guard let newer = successor(of: current) else { return nil }
            file = newer
        }
        return nil
    }

    private func open(_ index: Int) -> OwnedDescriptor? {
        let descriptor = OwnedDescriptor(Glibc.open(name(index), O_RDONLY | O_CLOEXEC | O_NOFOLLOW))
        return descriptor.number >= 0 ? descriptor : nil
    }

    private func name(_ index: Int) -> String { index == 0 ? path : "\(path).\(index)" }

    private func oldest() -> Int {
        var index = 0
        while index < 100, access(name(index + 1), F_OK) == 0 { index += 1 }
        return index
    }

    /// The file that was begun when this one was full; nil while it is the newest.
    private func successor(of current: OwnedDescriptor) -> OwnedDescriptor? {
        var status = stat()
        fstat(current.number, &status)
        let inode = status.st_ino
        for index in 0...oldest() {
            guard stat(name(index), &status) == 0 else { continue }
            if status.st_ino == inode { return index == 0 ? nil : open(index - 1) }
        }
        // Already deleted: what came between is lost to this reader.
        return open(oldest())
    }

    /// Moves to where the last `lines` lines begin; returns how many that are.
    private static func seek(_ descriptor: Int32, lines: Int) -> Int {
        var position = lseek(descriptor, 0, SEEK_END)
        var found = 0
        var isEnd = true
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while position > 0 {
            let size = Int(min(position, off_t(buffer.count)))
            position -= off_t(size)
            guard pread(descriptor, &buffer, size, position) == size else { break }
            for offset in stride(from: size - 1, through: 0, by: -1) {
                let isBreak = buffer[offset] == UInt8(ascii: "\n")
                // The file's own last line break ends a line; it doesn't begin one.
                if isEnd { found = 0 } else if isBreak { found += 1 }
                isEnd = false
                if found == lines, isBreak {
                    lseek(descriptor, position + off_t(offset) + 1, SEEK_SET)
                    return found
                }
            }
        }
        lseek(descriptor, 0, SEEK_SET)
        return isEnd ? 0 : found + 1
    }
}
