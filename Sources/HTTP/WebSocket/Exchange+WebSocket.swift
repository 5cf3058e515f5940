// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Exchange {
    /// Turns the connection into a WebSocket, which the closure serves once the handler has returned; afterwards it is
    /// closed in good order.
    ///
    /// A request that opens none is answered 426, 400 or 403 and the closure is not called. When the server shuts down,
    /// the peer is told 1001 and the closure's `receive` gives nil. An error of the closure closes with 1011.
    package func upgrade(
        _ options: WebSocketOptions = WebSocketOptions(), _ serve: @escaping @Sendable (WebSocket) async throws -> Void
    ) async throws {
        let handshake: WebSocketHandshake
        do {
            handshake = try WebSocketHandshake(request, options: options)
        } catch let failure as Failure {
            return try await respond(.refusedUpgrade(failure))
        }
        try await openWebSocket(handshake, options, serve)
    }
}
