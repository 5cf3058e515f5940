// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One request and the making of its response; usable from any task until the handler returns.
///
/// A handler answers once: with ``respond(_:)``, or with ``start(_:headers:length:)`` and any number of
/// ``write(_:)-([UInt8])``. Calls after that, or after the handler returned, throw `internal_error`. When the peer goes
/// away the handler's task is cancelled and every call throws `connection_closed`.
package struct Exchange: Sendable {
    package let request: HTTPRequest
    /// What the router's pattern matched, decoded.
    package internal(set) var parameters: [String: String] = [:]
    /// Fields that the response has beside its own, whatever it turns out to be.
    package var responseHeaders = HTTPHeaders()
    /// Told of the response as it is made.
    package var watch: ResponseWatch?

    let connection: ServerConnection
    let number: Int
    let stream: ByteStream

    init(request: HTTPRequest, connection: ServerConnection, number: Int, stream: ByteStream) {
        self.request = request
        self.connection = connection
        self.number = number
        self.stream = stream
    }

    /// The part of the path that the route names `:name`; throws `internal_error` when the route has none.
    package func parameter(_ name: String) throws -> String {
        guard let value = parameters[name] else { throw Failure(.internalError, "the route has no :\(name)") }
        return value
    }

    // MARK: The request's body

    /// The next bytes of the body, nil at its end. The socket is read only when this asks.
    ///
    /// Throws `payload_too_large`, `invalid_request`, `request_timed_out` or `connection_closed`.
    package func nextBody() async throws -> [UInt8]? { try await connection.nextBody(of: number, on: stream) }

    // MARK: The response

    package func respond(_ response: HTTPResponse) async throws {
        var response = response
        response.headers.add(contentsOf: responseHeaders)
        watch?.begin(response.status)
        note(response.body.count)
        // Most responses go out as they are: no call in between that could wait.
        if connection.server.compression != nil { response = await compressed(response) }
        do {
            try await connection.respond(response, to: number, on: stream)
        } catch let fault as StreamFault {
            throw ServerConnection.failure(for: fault)
        }
    }

    package func respond(json value: some Encodable, status: HTTPStatus = .ok) async throws {
        try await respond(.json(value, status: status))
    }

    /// What is handed over in answer to HEAD goes nowhere.
    private func note(_ bytes: Int) { if request.method != .head { watch?.add(bytes) } }

    /// Begins a streamed response: of the given length, or chunked when nobody knows it yet.
    package func start(_ status: HTTPStatus = .ok, headers: HTTPHeaders = [:], length: Int? = nil) async throws {
        var headers = headers
        headers.add(contentsOf: responseHeaders)
        watch?.begin(status)
        try await translating { [headers] in
            try await connection.start(status, headers, length: length, of: number, on: stream)
        }
    }

    /// Sends a part of a streamed response; suspends while the peer is more than 256 kB behind.
    package func write(_ bytes: [UInt8]) async throws {
        note(bytes.count)
        try await translating { try await connection.write(bytes, of: number, on: stream) }
    }

    package func write(_ text: String) async throws { try await write(Array(text.utf8)) }

    /// Sends the rest of a response of known length from an open file, without copying it through this process.
    package func send(file descriptor: Int32, offset: Int, count: Int) async throws {
        note(count)
        try await translating {
            try await connection.send(file: descriptor, offset: offset, count: count, of: number, on: stream)
        }
    }

    /// Ends a streamed response before the handler returns.
    package func finish() async throws {
        try await translating { try await connection.finishAnswer(to: number, on: stream) }
    }

    /// Begins a stream of server-sent events; a comment goes out whenever nothing else did for the heartbeat.
    package func startEvents(heartbeat: Duration = .seconds(15)) async throws -> ServerSentEventWriter {
        try await start(headers: EventStreamOutlet.headers)
        if request.method != .head {
            let comment: @Sendable () -> [UInt8] = { [connection] in connection.framed(Array(":\n\n".utf8)) }
            await stream.setHeartbeat((heartbeat.wholeMilliseconds, comment))
            // Who reads it goes on elsewhere from the last event.
            await endWithServer()
        }
        return ServerSentEventWriter(exchange: self)
    }

    /// Says that the response never ends by itself, so that a shutdown does not wait for it.
    package func endWithServer() async { await stream.endWithServer() }

    func openWebSocket(
        _ handshake: WebSocketHandshake, _ options: WebSocketOptions,
        _ serve: @escaping @Sendable (WebSocket) async throws -> Void
    ) async throws {
        try await connection.upgrade(handshake, options, responseHeaders, of: number, on: stream, serve)
        watch?.begin(.switchingProtocols)
    }

    /// Bytes written that the peer has not taken yet.
    package var pendingOutput: Int { get async { await stream.pendingOutput } }

    private func translating(_ body: () async throws -> Void) async throws {
        do { try await body() } catch let fault as StreamFault { throw ServerConnection.failure(for: fault) }
    }
}
