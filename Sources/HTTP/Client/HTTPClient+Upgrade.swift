// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What a server said to the wish to leave HTTP.
package enum UpgradeAnswer: Sendable {
    /// 101: the connection is a plain stream of bytes from here.
    case upgraded(UpgradedConnection)
    /// Any other status; the connection is still HTTP's.
    case answered(HTTPClientResponse)
}

extension HTTPClient {
    /// Sends a request that has an `Upgrade` field, on a connection of its own (RFC 9110 §7.8).
    ///
    /// Throws what ``request(to:_:)`` throws.
    package func upgrade(to endpoint: HTTPEndpoint, _ request: HTTPClientRequest) async throws -> UpgradeAnswer {
        let (connection, head) = try await open(request, to: endpoint)
        guard head.status != 101 else { return .upgraded(UpgradedConnection(connection)) }
        let idleTime = request.timeouts.idle?.wholeMilliseconds ?? .max
        return .answered(
            HTTPClientResponse(head: head, connection: connection, idleTime: idleTime) { connection.close() })
    }
}

/// A connection after its upgrade: bytes both ways until one side ends. Closed when its last reference goes.
package final class UpgradedConnection: Sendable {
    private let connection: ClientConnection

    init(_ connection: ClientConnection) { self.connection = connection }

    deinit { connection.close() }

    /// The next bytes, nil at the end; one reader. Cancellation closes the connection. Throws `connection_closed`.
    package func read() async throws -> [UInt8]? {
        try await reporting {
            var bytes: [UInt8] = []
            let more = try await self.connection.stream.fill {
                bytes = Array($0)
                return $0.count
            }
            return more ? bytes : nil
        }
    }

    /// Sends bytes, and waits while the peer takes none. Throws `connection_closed`.
    package func write(_ bytes: [UInt8]) async throws {
        try await reporting { try await self.connection.stream.write(bytes) }
    }

    /// Tells the peer that nothing more will come; what it says can still be read.
    package func finishOutput() async throws {
        try await reporting { try await self.connection.stream.finishOutput() }
    }

    package func close() { connection.close() }

    private func reporting<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await connection.cancellable(body)
        } catch {
            throw connection.failure(for: error)
        }
    }
}
