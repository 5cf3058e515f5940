// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// One whole message, whatever frames it travelled in (RFC 6455 §5.6).
package enum WebSocketMessage: Sendable, Hashable {
    case text(String)
    case binary([UInt8])
}

/// What a frame carries (RFC 6455 §5.2).
enum WebSocketOpcode: UInt8 {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
}

/// Which end of a connection: clients mask what they send, servers must not (RFC 6455 §5.1).
package enum WebSocketRole: Sendable {
    case server
    case client
}
