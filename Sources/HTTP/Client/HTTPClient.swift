// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc
import Primitives

/// An HTTP/1.1 client over unix sockets and TCP that keeps a few idle connections.
///
/// Cancelling the task that requests or reads closes the connection. A request goes out on a kept connection only when
/// it may be repeated, because the server can have closed that connection a moment ago; it is then repeated once on a
/// fresh one.
package final class HTTPClient: Sendable {
    private let loop: EventLoop
    private let pool = ConnectionPool()
    private let limits: HTTPLimits

    /// `limits.headBytes` and `fieldCount` bound what a server may send; bodies are bounded by who collects them.
    package init(loop: EventLoop = .first, limits: HTTPLimits = HTTPLimits()) {
        self.loop = loop
        self.limits = limits
    }

    /// Sends a request and gives the response as soon as its head is there.
    ///
    /// Throws `connection_refused`, `connection_closed`, `connect_timed_out`, `response_timed_out`, `host_not_found`,
    /// `invalid_response`, or what the body's producer throws.
    package func request(to endpoint: HTTPEndpoint, _ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        if request.isRepeatable {
            while let connection = pool.take(endpoint) {
                guard await connection.isUsable() else { continue }
                do {
                    return try await exchange(request, on: connection)
                } catch let failure as Failure where failure.code == .connectionClosed {
                    try Task.checkCancellation()
                    break
                }
            }
        }
        let stream = try await Connector(endpoint: endpoint, loop: loop).connect(within: request.timeouts.connect)
        let connection = ClientConnection(stream: stream, endpoint: endpoint, limits: limits)
        return try await exchange(request, on: connection)
    }

    /// Sends a request on a connection of its own, which stays with the caller.
    func open(
        _ request: HTTPClientRequest, to endpoint: HTTPEndpoint
    ) async throws -> (ClientConnection, ResponseHead) {
        let stream = try await Connector(endpoint: endpoint, loop: loop).connect(within: request.timeouts.connect)
        let connection = ClientConnection(stream: stream, endpoint: endpoint, limits: limits)
        do {
            let head = try await connection.cancellable { try await connection.send(request) }
            return (connection, head)
        } catch {
            connection.close()
            throw connection.failure(for: error)
        }
    }

    private func exchange(
        _ request: HTTPClientRequest, on connection: ClientConnection
    ) async throws -> HTTPClientResponse {
        do {
            let head = try await connection.cancellable { try await connection.send(request) }
            return HTTPClientResponse(
                head: head, connection: connection, idleTime: request.timeouts.idle?.wholeMilliseconds ?? .max
            ) { [pool] in pool.keep(connection) }
        } catch {
            connection.close()
            throw connection.failure(for: error)
        }
    }
}
