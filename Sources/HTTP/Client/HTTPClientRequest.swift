// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A request a client sends.
package struct HTTPClientRequest: Sendable {
    /// What follows the head.
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// Pulled while it is sent, until it gives nil; chunked when the length is not known.
        case stream(length: Int?, next: @Sendable () async throws -> [UInt8]?)
    }

    package var method: HTTPMethod
    /// The path and query, percent-encoded.
    package var target: String
    package var headers: HTTPHeaders
    package var body: Body
    package var timeouts = HTTPTimeouts()

    package init(
        _ method: HTTPMethod = .get, _ target: String, headers: HTTPHeaders = [:], body: Body = .none,
        timeouts: HTTPTimeouts = HTTPTimeouts()
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.timeouts = timeouts
    }

    /// A second sending does no harm and is possible.
    var isRepeatable: Bool {
        if case .stream = body { false } else { method.isIdempotent }
    }
}

/// How long a client waits; nil is for ever.
package struct HTTPTimeouts: Sendable, Hashable {
    /// For a connection; `connect_timed_out`.
    package var connect: Duration?
    /// From the last byte of the request to the head of the response; `response_timed_out`.
    package var response: Duration?
    /// The longest silence inside the response's body; `response_timed_out`.
    package var idle: Duration?

    package init(
        connect: Duration? = .seconds(5), response: Duration? = .seconds(30), idle: Duration? = .seconds(60)
    ) {
        self.connect = connect
        self.response = response
        self.idle = idle
    }

    /// For responses that go on for as long as there is something to say.
    package static let following = HTTPTimeouts(idle: nil)
}
