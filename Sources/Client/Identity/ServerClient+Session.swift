// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Primitives
package import Wire

extension ServerClient {
    /// On whose behalf this client speaks.
    package func signedIn() async throws -> SessionAnswer { try await call(.get, "/v1/session") }

    /// Whether the server still needs its first owner.
    package func setupStatus() async throws -> SetupStatus { try await call(.get, "/v1/setup") }

    /// A new one-time link for the first person; throws `setup_done` once there is somebody.
    package func setupLink() async throws -> SetupLink { try await call(.post, "/v1/setup/link") }
}
