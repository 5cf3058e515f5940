// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// The bound that unix(7) sets on where a socket can be.
package enum SocketPath {
    /// Bytes of the path without its terminating NUL.
    package static let limit = 107

    package static func inside(_ home: String) -> String { home + "/dextra.sock" }

    /// Throws `socket_path_too_long` when a data directory can't hold the server's socket.
    package static func check(_ home: String) throws {
        let length = inside(home).utf8.count
        guard length > limit else { return }
        throw Failure(
            .socketPathTooLong, "the socket's path \(inside(home)) has \(length) bytes, and \(limit) is the most",
            hint: "choose a shorter data directory with --home or DEXTRA_HOME",
            metadata: [.init("path", inside(home)), .init("bytes", String(length))])
    }
}
