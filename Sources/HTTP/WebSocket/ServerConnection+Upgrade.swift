// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ServerConnection {
    /// Answers 101 and gives the stream to a WebSocket; the connection ends with the request.
    func upgrade(
        _ handshake: WebSocketHandshake, _ options: WebSocketOptions, of exchange: Int, on stream: isolated ByteStream
    ) throws -> WebSocket {
        try check(exchange)
        guard answer == .none else { throw Failure(.internalError, "the request was answered before") }
        keepsAlive = false
        guard hasNoBody else { throw Failure(.invalidUpgrade, "a request that opens a WebSocket has a body") }
        answer = .complete
        var bytes = Array("HTTP/1.1 101 Switching Protocols\r\n".utf8)
        handshake.headers.write(to: &bytes)
        bytes.append(contentsOf: [0x0D, 0x0A])
        try stream.send(bytes)
        let socket = WebSocket(
            stream: stream, role: .server, options: options, random: .system, subprotocol: handshake.subprotocol,
            deflate: handshake.deflate)
        stream.shutdownAction = { [weak socket] in
            guard let socket else { return }
            socket.stream.assumeIsolated { socket.beginClose(WebSocketClose(.goingAway), on: $0) }
        }
        return socket
    }
}
