// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
import Testing

/// Frames by hand: what a test sends is exactly what travels.
enum Frames {
    static func client(_ first: UInt8, _ payload: [UInt8], key: [UInt8] = [1, 2, 3, 4]) -> [UInt8] {
        let masked = payload.enumerated().map { $1 ^ key[$0 % 4] }
        return [first] + length(payload.count, bit: 0x80) + key + masked
    }

    static func server(_ first: UInt8, _ payload: [UInt8]) -> [UInt8] {
        [first] + length(payload.count, bit: 0) + payload
    }

    private static func length(_ count: Int, bit: UInt8) -> [UInt8] {
        switch count {
        case 0..<126: [bit | UInt8(count)]
        case 126...0xFFFF: [bit | 126, UInt8(count >> 8), UInt8(count & 0xFF)]
        default: [bit | 127] + (0..<8).map { UInt8(truncatingIfNeeded: count >> ((7 - $0) * 8)) }
        }
    }

    /// What a codec makes of bytes that come in pieces of the given size.
    static func read(
        _ bytes: [UInt8], role: WebSocketRole = .server, limit: Int = 1 << 20, isDeflated: Bool = false,
        pieces: Int = .max
    ) -> (events: [WebSocketCodec.Event], fault: WebSocketCloseCode?) {
        var codec = WebSocketCodec(role: role, messageLimit: limit, isDeflated: isDeflated)
        var events: [WebSocketCodec.Event] = []
        var position = 0
        while position < bytes.count {
            let end = pieces == .max ? bytes.count : min(bytes.count, position + pieces)
            do {
                let (used, event) = try bytes[position..<end].withUnsafeBytes { try codec.consume($0) }
                if let event { events.append(event) }
                position += used
            } catch {
                return (events, (error as? WebSocketFault)?.code)
            }
        }
        return (events, nil)
    }
}

/// A plain socket on which a WebSocket has been opened.
struct RawWebSocket: Sendable {
    let connection: RawConnection
    let head: String

    static let opening = """
        GET /socket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n
        """

    init(_ endpoint: HTTPEndpoint, fields: String = "", receiveBuffer: Int32? = nil) async throws {
        connection = try RawConnection(endpoint, receiveBuffer: receiveBuffer)
        try await connection.send(Self.opening + fields + "\r\n")
        head = try await connection.receive { $0.contains("\r\n\r\n") }
    }

    func send(_ first: UInt8, _ payload: [UInt8]) async throws {
        try await connection.send(Frames.client(first, payload))
    }

    func send(_ first: UInt8, _ text: String) async throws { try await send(first, Array(text.utf8)) }

    /// Bytes until as many have come, or the connection has ended.
    func receive(_ count: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count, let part = try await connection.receive() { bytes += part }
        return bytes
    }

    /// Everything up to the end of the connection.
    func rest() async throws -> [UInt8] { try await receive(.max) }
}
