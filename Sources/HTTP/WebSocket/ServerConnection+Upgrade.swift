// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension ServerConnection {
    /// A WebSocket and who serves it.
    struct Successor: Sendable {
        let socket: WebSocket
        let serve: @Sendable (WebSocket) async throws -> Void
    }

    /// Answers 101 and gives the stream to a WebSocket, for the closure to serve; the connection ends with it.
    func upgrade(
        _ handshake: WebSocketHandshake, _ options: WebSocketOptions, _ others: HTTPHeaders, of exchange: Int,
        on stream: isolated ByteStream, _ serve: @escaping @Sendable (WebSocket) async throws -> Void
    ) throws {
        try check(exchange)
        guard answer == .none else { throw Failure(.internalError, "the request was answered before") }
        keepsAlive = false
        guard hasNoBody else { throw Failure(.invalidUpgrade, "a request that opens a WebSocket has a body") }
        answer = .complete
        var bytes = Array("HTTP/1.1 101 Switching Protocols\r\n".utf8)
        handshake.headers.write(to: &bytes)
        others.write(to: &bytes)
        bytes.append(contentsOf: [0x0D, 0x0A])
        try stream.send(bytes)
        let socket = WebSocket(
            stream: stream, role: .server, options: options, random: .system, subprotocol: handshake.subprotocol,
            deflate: handshake.deflate)
        successor = Successor(socket: socket, serve: serve)
        stream.whenServerEnds { [weak socket] in
            guard let socket else { return }
            socket.stream.assumeIsolated { socket.beginClose(WebSocketClose(.goingAway), on: $0) }
        }
    }

    /// Serves what the connection has been turned into, where handlers run, in a task of its own: the memory that the
    /// handshakes and the request took would stay with theirs for as long as the WebSocket does, and most are idle.
    func begin(_ successor: Successor, on stream: isolated ByteStream) {
        self.successor = nil
        let executor: any TaskExecutor = server.placement == .loop ? stream.loop : globalConcurrentExecutor
        // Owned by the stream as the one before it was.
        let task = Task(executorPreference: executor) { [self] in
            do {
                try await successor.serve(successor.socket)
                await successor.socket.close()
            } catch {
                await explain(error, successor.socket)
            }
            await finish(successor.socket.stream)
        }
        if stream.isClosed { task.cancel() } else { stream.setTask(task) }
    }

    private func explain(_ error: any Error, _ socket: WebSocket) async {
        // The peer has gone, or has been told what is wrong with what it sent.
        if let failure = error as? Failure, Self.isPeersDoing(failure) { return }
        await socket.close(.internalError)
        guard !Task.isCancelled else { return }
        server.logger.error("a WebSocket's handler failed", ("error", String(describing: error)))
    }

    private func finish(_ stream: isolated ByteStream) async {
        try? await end(on: stream)
        leave(stream)
    }

    private static func isPeersDoing(_ failure: Failure) -> Bool {
        [.connectionClosed, .invalidFrame, .timedOut].contains(failure.code)
    }
}
