// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// One file of a source, read in pieces. Blocks: not for an event loop.
package final class SourceFileReader {
    private let descriptor: Int32
    private let name: String

    /// Throws `source_unreadable`; never follows a link or waits for a pipe.
    init(path: String, name: String) throws {
        self.name = name
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.unreadable(name, errno) }
    }

    deinit { close(descriptor) }

    /// The next bytes, at most `limit`; nil at the end of the file.
    package func next(limit: Int = 256 << 10) throws -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, used in
            repeat { count = read(descriptor, buffer.baseAddress, limit) } while count < 0 && errno == EINTR
            used = max(0, count)
        }
        guard count >= 0 else { throw Self.unreadable(name, errno) }
        return count == 0 ? nil : bytes
    }

    static func unreadable(_ name: String, _ errorNumber: Int32) -> Failure {
        Failure(
            .sourceUnreadable, "can't read '\(name)': \(String(cString: strerror(errorNumber)))",
            hint: "make it readable, or add it to .dextraignore", metadata: [.init("path", name)])
    }
}
