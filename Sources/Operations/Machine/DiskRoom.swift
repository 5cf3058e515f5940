// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

/// The room of a file system.
package struct DiskRoom: Sendable, Hashable {
    /// Bytes that an ordinary user may still take.
    package let free: Int64
    package let size: Int64

    /// Throws the system's reason.
    package static func look(at path: String) throws -> DiskRoom {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw Failure.system(errno, "the room at \(path) can't be read") }
        return DiskRoom(
            free: bytes(UInt64(status.f_bavail), UInt64(status.f_frsize)),
            size: bytes(UInt64(status.f_blocks), UInt64(status.f_frsize)))
    }

    /// File systems that have no bounds say so with numbers that are no sizes.
    static func bytes(_ blocks: UInt64, _ size: UInt64) -> Int64 {
        let (bytes, isTooMany) = blocks.multipliedReportingOverflow(by: size)
        return isTooMany ? .max : Int64(clamping: bytes)
    }
}
