// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ServerConnection {
    /// Answers 101 and gives the stream to a WebSocket, for the closure to serve; the connection ends with it.
    func upgrade(
        _ handshake: WebSocketHandshake, _ options: WebSocketOptions, of exchange: Int, on stream: isolated ByteStream,
        _ serve: @escaping @Sendable (WebSocket) async throws -> Void
    ) throws {
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
        // Only when the handler has returned: what it took from the task's memory would stay for as long as the
        // WebSocket does, and most of them are idle.
        successor = { [server] in
            do {
                try await serve(socket)
                await socket.close()
            } catch let failure as Failure where Self.isPeersDoing(failure) {
                // The peer has gone, or has been told what is wrong with what it sent.
            } catch {
                await socket.close(.internalError)
                if !Task.isCancelled {
                    server.logger.error("a WebSocket's handler failed", ("error", String(describing: error)))
                }
            }
        }
    }

    private static func isPeersDoing(_ failure: Failure) -> Bool {
        [.connectionClosed, .invalidFrame, .timedOut].contains(failure.code)
    }

    /// Serves what the connection has been turned into, where handlers run.
    nonisolated(nonsending) func serveSuccessor() async {
        guard let successor else { return }
        self.successor = nil
        if server.keepsHandlersOnLoop { return await successor() }
        await withTaskExecutorPreference(globalConcurrentExecutor) { await successor() }
    }
}
