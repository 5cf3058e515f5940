// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// A response as a client received it: the head, and the body as it comes.
///
/// The body is read by one task, with ``nextBody()``, ``collect(upTo:)`` or as a sequence. A response dropped before
/// its end closes the connection.
package final class HTTPClientResponse: Sendable {
    package let status: HTTPStatus
    package let headers: HTTPHeaders

    private let connection: ClientConnection
    private let idleTime: Int
    private let release: Mutex<(@Sendable () -> Void)?>

    /// `release` gives the connection back once the body is complete.
    init(head: ResponseHead, connection: ClientConnection, idleTime: Int, release: @escaping @Sendable () -> Void) {
        status = head.status
        headers = head.headers
        self.connection = connection
        self.idleTime = idleTime
        self.release = Mutex(release)
    }

    deinit {
        if release.withLock({ $0 }) != nil { connection.close() }
    }

    /// The next bytes of the body, nil at its end.
    ///
    /// Throws `connection_closed`, `response_timed_out`, `invalid_response` or `CancellationError`.
    package func nextBody() async throws -> [UInt8]? {
        do {
            let chunk = try await connection.cancellable { try await connection.nextBody(within: idleTime) }
            if chunk == nil, let release = takeRelease(), await connection.isFinished() { release() }
            return chunk
        } catch {
            close()
            throw connection.failure(for: error)
        }
    }

    /// The whole body; throws `response_too_large` beyond the limit.
    package func collect(upTo limit: Int = 16 << 20) async throws -> [UInt8] {
        var body: [UInt8] = []
        while let chunk = try await nextBody() {
            guard body.count + chunk.count <= limit else {
                close()
                throw Failure(.responseTooLarge, "the response is larger than \(limit) bytes")
            }
            if body.isEmpty { body = chunk } else { body.append(contentsOf: chunk) }
        }
        return body
    }

    /// The whole body as a value; throws `invalid_json` too.
    package func decode<Value: Decodable>(as type: Value.Type, upTo limit: Int = 16 << 20) async throws -> Value {
        try JSONText.decode(type, from: try await collect(upTo: limit))
    }

    /// Stops the response where it is.
    package func close() {
        _ = takeRelease()
        connection.close()
    }

    private func takeRelease() -> (@Sendable () -> Void)? {
        release.withLock { release in
            defer { release = nil }
            return release
        }
    }
}

extension HTTPClientResponse {
    /// The body's chunks as a sequence, for one reader.
    package struct Body: AsyncSequence, AsyncIteratorProtocol, Sendable {
        let response: HTTPClientResponse

        package func next() async throws -> [UInt8]? { try await response.nextBody() }
        package func makeAsyncIterator() -> Body { self }
    }

    package var body: Body { Body(response: self) }

    /// The body as server-sent events, for one reader.
    package struct Events: AsyncSequence, AsyncIteratorProtocol, Sendable {
        let response: HTTPClientResponse
        private var parser = ServerSentEventParser()
        private var ready: [ServerSentEvent] = []

        init(response: HTTPClientResponse) { self.response = response }

        package mutating func next() async throws -> ServerSentEvent? {
            while ready.isEmpty {
                guard let chunk = try await response.nextBody() else { return nil }
                ready = parser.consume(chunk).reversed()
            }
            return ready.popLast()
        }

        package func makeAsyncIterator() -> Events { self }
    }

    package var events: Events { Events(response: self) }
}
