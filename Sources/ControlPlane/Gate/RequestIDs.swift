// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives

/// By what an answer and its line in the log are found for each other.
struct RequestIDs: Sendable {
    let random: RandomSource

    /// The client's own ID when it is fit for a log, else a new one.
    func id(of request: HTTPRequest?) -> String {
        if let given = request?.headers["X-Request-ID"], (1...64).contains(given.utf8.count),
            given.utf8.allSatisfy({ Self.isPlain($0) })
        {
            return given
        }
        return String(random.next(), radix: 36)
    }

    /// What every answer has beside its own fields.
    static func fields(_ id: String) -> HTTPHeaders {
        ["X-Request-ID": id, "X-Dextra-Version": DextraVersion.current, "X-Content-Type-Options": "nosniff"]
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D
            || byte == 0x5F || byte == 0x2E
    }
}
