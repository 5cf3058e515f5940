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
            free: Int64(status.f_bavail) * Int64(status.f_frsize),
            size: Int64(status.f_blocks) * Int64(status.f_frsize))
    }
}
