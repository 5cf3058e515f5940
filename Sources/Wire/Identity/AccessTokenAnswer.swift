// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A short-lived access token, with the names of RFC 6749 §5.1.
package struct AccessTokenAnswer: Sendable, Hashable, Codable {
    /// A JWT (RFC 9068), signed with EdDSA.
    package var accessToken: String
    package var tokenType: String
    /// Seconds.
    package var expiresIn: Int
    /// Permissions with spaces between them.
    package var scope: String

    package init(accessToken: String, tokenType: String = "Bearer", expiresIn: Int, scope: String) {
        self.accessToken = accessToken
        self.tokenType = tokenType
        self.expiresIn = expiresIn
        self.scope = scope
    }

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case tokenType = "token_type"
        case expiresIn = "expires_in"
        case scope
    }
}
