// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives
package import Wire

extension ServerClient {
    /// One's own tokens, the newest first; everybody's for who administers the server.
    package func tokens(ofAll: Bool = false) async throws -> [APIToken] {
        try await list("v1", "tokens", query: [("sort", "-created_at"), ("owner", ofAll ? "all" : nil)])
    }

    package func createToken(_ creation: CreateTokenRequest) async throws -> CreatedToken {
        try await call(.post, "/v1/tokens", body: creation)
    }

    package func revokeToken(_ id: String) async throws { try await call(.delete, Self.target("v1", "tokens", id)) }
}
