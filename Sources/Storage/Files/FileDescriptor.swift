// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Glibc
import Primitives

/// An open file that is closed when its owner lets go of it. Its calls block.
package struct FileDescriptor: ~Copyable {
    package let number: Int32
    private let path: String

    /// Opens a file; `flags` as in open(2), to which close-on-exec is added.
    package init(path: String, flags: Int32, mode: mode_t = 0o600) throws {
        let number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw Failure.system(errno, "can't open \(path)") }
        self.number = number
        self.path = path
    }

    /// Takes an open descriptor over.
    ///
    /// - path: for messages.
    init(taking number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { Glibc.close(number) }

    /// Fills the buffer as far as the file goes and returns how many bytes it got.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = Glibc.read(number, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            if count == 0 { break }
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure.system(errno, "can't read \(path)")
            }
            filled += count
        }
        return filled
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(number, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                throw Failure.system(errno, "can't write \(path)")
            }
            written += count
        }
    }

    /// Returns when the file's content, or a directory's entries, are on the disk.
    package func synchronize() throws {
        guard fsync(number) == 0 else { throw Failure.system(errno, "can't write \(path) to disk") }
    }

    package func status() throws -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw Failure.system(errno, "can't examine \(path)") }
        return status
    }
}
