// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
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

    /// Asks the server to end; applications keep running.
    package func stop() async throws { try await call(.post, "/v1/server/stop") }
}
