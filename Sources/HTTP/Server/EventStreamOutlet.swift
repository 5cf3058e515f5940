// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// An event stream for who sends to many: everything happens on the stream's loop, at once and without waiting.
///
/// The handler stays until the stream shall end; what is pushed before ``begin(heartbeat:on:)`` or afterwards is dropped.
package struct EventStreamOutlet: Sendable {
    static let headers: HTTPHeaders = [
        "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
    ]

    /// What carries the events, with `pendingOutput` and `untilCaughtUp()`.
    package var stream: ByteStream { exchange.stream }
    private let exchange: Exchange

    package init(_ exchange: Exchange) { self.exchange = exchange }

    /// Answers 200; from here on a comment goes out whenever nothing else did for the heartbeat.
    package func begin(heartbeat: Duration, on stream: isolated ByteStream) throws {
        let connection = exchange.connection
        var headers = Self.headers
        headers.add(contentsOf: exchange.responseHeaders)
        try connection.begin(.ok, headers, length: nil, of: exchange.number, on: stream)
        exchange.watch?.begin(.ok)
        guard exchange.request.method != .head else { return }
        stream.setHeartbeat((heartbeat.wholeMilliseconds, { connection.framed(Array(":\n\n".utf8)) }))
    }

    /// Queues whole events as text.
    package func push(_ events: [UInt8], on stream: isolated ByteStream) {
        exchange.watch?.add(events.count)
        exchange.connection.push(events, of: exchange.number, on: stream)
    }
}
