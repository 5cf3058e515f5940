// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Takes the compression off one message after another (RFC 7692 §7.2.2), none of them leaning on those before.
struct WebSocketInflater: Sendable {
    let limit: Int

    static func tooLarge(_ limit: Int) -> WebSocketFault {
        WebSocketFault(.tooLarge, "a message is larger than \(limit) bytes")
    }

    /// The inflated message. The machinery exists for one message only: an idle connection keeps nothing of it.
    func inflate(_ deflated: [UInt8]) throws(WebSocketFault) -> [UInt8] {
        let decoder = ZlibDecoder(.raw)
        var message: [UInt8] = []
        // Every message leaves out the end of the empty block that a flush writes.
        for piece in [deflated, [0x00, 0x00, 0xFF, 0xFF]] {
            switch decoder.decode(piece, upTo: limit - message.count, into: &message) {
            case .more, .finished: break
            case .tooLarge: throw Self.tooLarge(limit)
            case .malformed: throw WebSocketFault(.invalidPayload, "a message is not deflated as it says")
            }
        }
        return message
    }
}

/// Compresses messages, each on its own (RFC 7692 §7.2.1).
struct WebSocketDeflater: Sendable {
    /// Below this a message is sent as it is: it hardly shrinks.
    static let leastBytes = 256
    /// 9 to 15: how far back, as a power of two, the peer can look.
    let windowBits: Int32

    /// Nil when compressing gains nothing.
    func deflate(_ message: [UInt8]) -> [UInt8]? {
        guard message.count >= Self.leastBytes else { return nil }
        let encoder = ZlibEncoder(.raw, level: 5, windowBits: windowBits)
        var deflated: [UInt8] = []
        encoder.encode(message, flush: .sync, into: &deflated)
        deflated.removeLast(4)
        return deflated.count < message.count ? deflated : nil
    }
}
