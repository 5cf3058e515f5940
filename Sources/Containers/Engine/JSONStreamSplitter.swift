// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A stream of JSON objects to single objects, whatever pieces it arrives in.
///
/// Engines put a line feed after each object, some nothing: what counts is where the braces end. Throws
/// `engine_failed` for what can't be the beginning of an object, and for one beyond 4 MB.
struct JSONStreamSplitter {
    private static let longest = 4 << 20

    private var object: [UInt8] = []
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    /// The objects that these bytes complete.
    mutating func consume(_ bytes: [UInt8]) throws -> [[UInt8]] {
        var complete: [[UInt8]] = []
        for byte in bytes {
            if depth == 0 {
                if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { continue }
                guard byte == UInt8(ascii: "{") else {
                    throw Failure(.engineFailed, "the engine sent something that is not JSON")
                }
            }
            object.append(byte)
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if depth == 0 {
                complete.append(object)
                object = []
            } else if object.count >= Self.longest {
                throw Failure(.engineFailed, "the engine sent an object of more than \(Self.longest) bytes")
            }
        }
        return complete
    }
}
