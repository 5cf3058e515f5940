// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
package import Wire

extension ServerClient {
    /// What the server says about itself. Waits little: a healthy server answers at once.
    package func info() async throws -> ServerInfo {
        let patience: (connect: Duration, answer: Duration) =
            place.home == nil ? (.seconds(10), .seconds(15)) : (.seconds(2), .seconds(5))
        let timeouts = HTTPTimeouts(connect: patience.connect, response: patience.answer, idle: patience.answer)
        return try await decode(
            ServerInfo.self, from: try await send(.get, "/v1/info", timeouts: timeouts), to: "GET /v1/info")
    }

    /// Whether the server finds itself well: the same document with 200 and with 503.
    package func readiness() async throws -> Readiness {
        let timeouts = HTTPTimeouts(connect: .seconds(2), response: .seconds(15), idle: .seconds(15))
        let request = HTTPClientRequest(.get, "/health/ready", timeouts: timeouts)
        let response = try await http.request(to: endpoint, request)
        return try JSONText.decode(Readiness.self, from: try await response.collect(upTo: 1 << 16))
    }

    /// Asks the server to end; applications keep running.
    package func stop() async throws { try await call(.post, "/v1/server/stop") }
}
