// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Who is signed in and what they may: `GET /v1/session`, and what signing in is answered with.
package struct SessionAnswer: Sendable, Hashable, Codable {
    /// Nil for the machine's own user.
    package var user: User?
    /// What unsafe methods send as `X-CSRF-Token`; nil for who has no cookie.
    package var csrfToken: String?
    package var createdAt: Timestamp?
    package var expiresAt: Timestamp?
    /// The person's own and their teams'.
    package var grants: [Grant]
    /// What they may everywhere.
    package var permissions: [Permission]
    /// The machine's own user over the unix socket.
    package var local: Bool

    package init(principal: Principal, csrfToken: String? = nil, createdAt: Timestamp? = nil) {
        user = principal.user
        self.csrfToken = csrfToken
        self.createdAt = createdAt
        expiresAt = principal.expiresAt
        grants = principal.grants
        permissions = Permission.allCases.filter { principal.may($0) }
        local = principal.method == .local
    }

    private enum CodingKeys: String, CodingKey {
        case user
        case csrfToken = "csrf_token"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case grants, permissions, local
    }
}
