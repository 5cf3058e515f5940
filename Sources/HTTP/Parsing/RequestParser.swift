// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Bytes to request heads: strict HTTP/1.1 without I/O (RFC 9112).
///
/// Feed it until it gives a head; the body's bytes are then a ``BodyDecoder``'s. Faults are final.
package struct RequestParser {
    private let limits: HTTPLimits
    private var reader: HeadReader

    package init(limits: HTTPLimits) {
        self.limits = limits
        reader = HeadReader(limit: limits.headBytes)
    }

    /// Nothing of the next request has arrived yet.
    package var isUntouched: Bool { reader.isUntouched }

    /// Takes bytes up to the end of a head; gives the head once it is complete, and is then ready for the next.
    package mutating func consume(
        _ input: UnsafeRawBufferPointer
    ) throws(ParseFault) -> (used: Int, head: RequestHead?) {
        let used = try reader.consume(input)
        guard reader.isComplete else { return (used, nil) }
        let head = try RequestHead(bytes: reader.bytes, limits: limits)
        reader.reset()
        return (used, head)
    }
}
