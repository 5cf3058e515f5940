// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// An open WebSocket, at either end.
///
/// Like everything on a ``ByteStream`` it is read only when somebody asks: pings are answered, silence is noticed and a
/// close is completed while a task is in ``receive()``, so whoever only sends keeps one there too. One task receives at
/// a time; any number may send, and each message stays together.
// Unchecked: everything mutable is only touched with the stream as isolation, so on its loop.
package final class WebSocket: @unchecked Sendable {
    /// The one of the options' that both ends speak.
    package let subprotocol: String?

    /// What carries the messages; its loop is where ``push(_:on:)`` is called.
    package let stream: ByteStream
    private let role: WebSocketRole
    private let options: WebSocketOptions
    private let random: RandomSource
    let deflater: WebSocketDeflater?
    private var codec: WebSocketCodec
    private var sentClose = false
    private var isReceiving = false
    private var peerClose: WebSocketClose?

    init(
        stream: ByteStream, role: WebSocketRole, options: WebSocketOptions, random: RandomSource,
        subprotocol: String?, deflate: WebSocketDeflateOffer?
    ) {
        self.stream = stream
        self.role = role
        self.options = options
        self.random = random
        self.subprotocol = subprotocol
        deflater = deflate.map { WebSocketDeflater(windowBits: role == .server ? $0.serverWindowBits : 15) }
        codec = WebSocketCodec(role: role, messageLimit: options.messageBytes, isDeflated: deflate != nil)
    }

    // MARK: Receiving

    /// The next message; nil once the connection is closed in good order, by either end.
    ///
    /// Throws `connection_closed` when it breaks, `timed_out` when the peer no longer answers pings, `invalid_frame`
    /// when it breaks the protocol, or `CancellationError`.
    package func receive() async throws -> WebSocketMessage? {
        // Not through `guarded`: whoever waits here may wait for days, and each nested call takes memory meanwhile.
        guard role == .client else { return try await next(on: stream) }
        return try await guarded { try await next(on: stream) }
    }

    /// Why the peer closed, once ``receive()`` gave nil.
    package var closing: WebSocketClose? { get async { await closing(on: stream) } }

    private func closing(on stream: isolated ByteStream) -> WebSocketClose? { peerClose }

    private func next(on stream: isolated ByteStream) async throws -> WebSocketMessage? {
        guard peerClose == nil else { return nil }
        precondition(!isReceiving, "a WebSocket has one receiver")
        isReceiving = true
        defer { isReceiving = false }
        var isAsked = false
        do {
            while true {
                var event: WebSocketCodec.Event?
                do {
                    let limit = isAsked ? options.pingTimeout : options.pingInterval
                    let more = try await stream.fill(within: limit.wholeMilliseconds) { bytes in
                        let (used, found) = try codec.consume(bytes)
                        event = found
                        return used
                    }
                    guard more || event != nil else { throw StreamFault.closed }
                } catch StreamFault.timedOut {
                    isAsked = try ask(isAsked, on: stream)
                }
                guard let event else { continue }
                isAsked = false
                switch event {
                case .message(let message): if !sentClose { return message }
                case .ping(let payload): if !sentClose { try await stream.write(frame(.pong, payload)) }
                case .pong: break
                case .close(let close):
                    peerClose = close
                    try sendClose(WebSocketClose(close.code), on: stream)
                    try await finish(on: stream)
                    return nil
                }
            }
        } catch {
            return try await end(by: error, on: stream)
        }
    }

    /// Asks a silent peer for a sign of life; true from then on.
    private func ask(_ isAsked: Bool, on stream: isolated ByteStream) throws -> Bool {
        // After our close frame nothing may follow; the time for the answer is running.
        guard !sentClose else { return isAsked }
        guard !isAsked else { throw Failure(.timedOut, "the peer does not answer pings any more") }
        try stream.send(frame(.ping, []))
        return true
    }

    /// What an error means for who receives.
    private func end(by error: any Error, on stream: isolated ByteStream) async throws -> WebSocketMessage? {
        switch error {
        case let fault as WebSocketFault:
            try? sendClose(WebSocketClose(fault.code, fault.reason), on: stream)
            try? await finish(on: stream)
            throw Failure(
                .invalidFrame, fault.reason, metadata: [.init("close_code", String(fault.code.rawValue))])
        case StreamFault.closed where sentClose && !Task.isCancelled:
            // The peer went without waiting for our own close to arrive, or took too long: it is over either way.
            peerClose = peerClose ?? WebSocketClose(.abnormal)
            return nil
        default: throw Self.outcome(of: error)
        }
    }

    // MARK: Sending

    /// Sends a text message; suspends while the peer is more than 256 kB behind. Throws `connection_closed`.
    package func send(_ text: String) async throws { try await send(.text, Array(text.utf8)) }

    /// Sends a binary message; suspends while the peer is more than 256 kB behind. Throws `connection_closed`.
    package func send(_ bytes: [UInt8]) async throws { try await send(.binary, bytes) }

    private func send(_ opcode: WebSocketOpcode, _ payload: [UInt8]) async throws {
        // Compressed where the sender runs: a loop has other streams to serve.
        let deflated = deflater?.deflate(payload)
        let frame = frame(opcode, deflated ?? payload, isCompressed: deflated != nil)
        try await guarded { try await write(frame, on: stream) }
    }

    private func write(_ frame: [UInt8], on stream: isolated ByteStream) async throws {
        guard !sentClose else { throw StreamFault.closed }
        try await stream.write(frame)
    }

    /// Text messages as they travel from a server, for ``push(_:on:)``: one piece, encoded once for any number of peers.
    package static func frames(of texts: some Sequence<[UInt8]>) -> [UInt8] {
        var frames: [UInt8] = []
        for text in texts { frames.append(contentsOf: WebSocketFrame.encode(.text, text)) }
        return frames
    }

    /// Queues whole frames without waiting, for who looks at the stream's `pendingOutput` before; nothing after a close.
    package func push(_ frames: [UInt8], on stream: isolated ByteStream) {
        guard !sentClose, !stream.isClosed else { return }
        try? stream.send(frames)
    }

    private func frame(_ opcode: WebSocketOpcode, _ payload: [UInt8], isCompressed: Bool = false) -> [UInt8] {
        let key = role == .client ? UInt32(truncatingIfNeeded: random.next()) : nil
        return WebSocketFrame.encode(opcode, payload, isCompressed: isCompressed, key: key)
    }

    // MARK: Closing

    /// Closes in good order: says why, and waits for the peer's answer as long as the options allow.
    package func close(_ code: WebSocketCloseCode = .normal, _ reason: String = "") async {
        await close(WebSocketClose(code, reason), on: stream)
    }

    private func close(_ close: WebSocketClose, on stream: isolated ByteStream) async {
        beginClose(close, on: stream)
        // A task in `receive` sees the answer itself.
        guard !isReceiving, !stream.isClosed else { return }
        _ = try? await next(on: stream)
        if role == .client { stream.close() }
    }

    /// Says why it ends, and ends the connection when the peer does not answer in time. Without waiting.
    package func beginClose(_ close: WebSocketClose, on stream: isolated ByteStream) {
        guard !sentClose, !stream.isClosed else { return }
        try? sendClose(close, on: stream)
        stream.loop.schedule(after: options.closeTimeout.wholeMilliseconds) { [stream] in
            stream.assumeIsolated { $0.abort() }
        }
    }

    private func sendClose(_ close: WebSocketClose, on stream: isolated ByteStream) throws {
        guard !sentClose else { return }
        sentClose = true
        try stream.send(frame(.close, close.payload))
    }

    /// The server ends the connection first, so that the waiting that TCP needs is not the client's (RFC 6455 §7.1.1).
    private func finish(on stream: isolated ByteStream) async throws {
        if role == .server { return try await stream.finishOutput() }
        let deadline = stream.loop.now + options.closeTimeout.wholeMilliseconds
        while stream.loop.now < deadline {
            guard try await stream.fill(within: deadline - stream.loop.now, { $0.count }) else { break }
        }
        stream.close()
    }

    /// Nobody serves a client's stream, so its own task's cancellation has to end each wait.
    private func guarded<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            guard role == .client else { return try await body() }
            return try await withTaskCancellationHandler(operation: body) {
                stream.loop.execute { [stream] in stream.assumeIsolated { $0.abort() } }
            }
        } catch {
            throw Self.outcome(of: error)
        }
    }

    /// What the user of the WebSocket sees of an error.
    private static func outcome(of error: any Error) -> any Error {
        guard error is StreamFault else { return error }
        return Task.isCancelled
            ? CancellationError() : Failure(.connectionClosed, "the peer closed the WebSocket's connection")
    }

    deinit {
        guard role == .client else { return }
        stream.loop.execute { [stream] in stream.assumeIsolated { $0.abort() } }
    }
}
