// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One thing that a server needs to do its work, and how to look at it.
package struct HealthCheck: Sendable {
    package enum Outcome: Sendable, Hashable {
        /// The words are for everybody: no path, no address, no secret.
        case ok(String? = nil)
        case warning(String)
        case failed(String)
    }

    let name: String
    let timeout: Duration
    /// The server is not ready without it.
    let isRequired: Bool
    let look: @Sendable () async throws -> Outcome

    package init(
        _ name: String, timeout: Duration = .seconds(2), isRequired: Bool = true,
        _ look: @escaping @Sendable () async throws -> Outcome
    ) {
        self.name = name
        self.timeout = timeout
        self.isRequired = isRequired
        self.look = look
    }
}
