// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Wire

extension ServerClient {
    /// What the server says about itself. Waits little: a healthy server answers at once.
    package func info() async throws -> ServerInfo {
        let timeouts = HTTPTimeouts(connect: .seconds(2), response: .seconds(5), idle: .seconds(5))
        return try await send(.get, "/v1/info", timeouts: timeouts).decode(as: ServerInfo.self)
    }

    /// Asks the server to end; applications keep running.
    package func stop() async throws { try await call(.post, "/v1/server/stop") }
}
