// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers

/// The engine of a platform, looked for when it is first needed: the server starts without it, and finds it later.
package actor EngineLink {
    private let connect: @Sendable () async throws -> DockerEngine
    private var connected: DockerEngine?

    package init(connect: @escaping @Sendable () async throws -> DockerEngine) { self.connect = connect }

    /// Throws `engine_unavailable` with how to get one, `engine_permission_denied`, `engine_unsupported`.
    package func engine() async throws -> DockerEngine {
        // The value stays good when the engine is restarted.
        if let connected { return connected }
        let engine = try await connect()
        connected = engine
        return engine
    }
}
