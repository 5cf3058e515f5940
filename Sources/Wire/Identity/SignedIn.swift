// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// On whose behalf the client speaks, and what they may: `GET /v1/session`.
package struct SignedIn: Sendable, Hashable, Codable {
    /// Nil for the machine's own user.
    package var user: User?
    /// For cookie sessions only.
    package var csrfToken: String?
    package var createdAt: Timestamp?
    package var expiresAt: Timestamp?
    /// The person's own and their teams'.
    package var grants: [Grant]
    /// What may be done everywhere.
    package var permissions: [Permission]
    /// Over the unix socket, by the kernel's word.
    package var local: Bool

    package init(
        user: User?, csrfToken: String? = nil, createdAt: Timestamp? = nil, expiresAt: Timestamp? = nil,
        grants: [Grant], permissions: [Permission], local: Bool
    ) {
        self.user = user
        self.csrfToken = csrfToken
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.grants = grants
        self.permissions = permissions
        self.local = local
    }

    private enum CodingKeys: String, CodingKey {
        case user
        case csrfToken = "csrf_token"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case grants, permissions, local
    }
}
