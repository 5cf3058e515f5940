// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Wire

/// Where a connection's messages go out, in the transport's form.
enum LiveOutlet: Sendable {
    case webSocket(WebSocket)
    case eventStream(LiveEventStream)

    var stream: ByteStream {
        switch self {
        case .webSocket(let socket): socket.stream
        case .eventStream(let events): events.outlet.stream
        }
    }

    var form: BatchFrames.Form {
        switch self {
        case .webSocket: .webSocket
        case .eventStream: .eventStream
        }
    }

    /// A message as it travels; empty when the transport has no word for it.
    func encode(_ message: LiveMessage) throws -> [UInt8] {
        switch self {
        case .webSocket: WebSocket.frames(of: [Array(try JSONText.encode(message).utf8)])
        case .eventStream: Array(try message.serverSentEvent.utf8)
        }
    }

    /// Queues encoded messages without waiting.
    func push(_ bytes: [UInt8], on stream: isolated ByteStream) {
        switch self {
        case .webSocket(let socket): socket.push(bytes, on: stream)
        case .eventStream(let events): events.push(bytes, on: stream)
        }
    }
}
