// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A new API token: `POST /v1/tokens`.
package struct TokenCreation: Sendable, Codable {
    package var name: String
    package var scopes: [Permission]
    /// Nil for all projects that the owner sees.
    package var projects: [ProjectName]?
    /// Nil for one that is good until it is revoked.
    package var expiresInDays: Int?

    package init(name: String, scopes: [Permission], projects: [ProjectName]? = nil, expiresInDays: Int? = nil) {
        self.name = name
        self.scopes = scopes
        self.projects = projects
        self.expiresInDays = expiresInDays
    }

    private enum CodingKeys: String, CodingKey {
        case name, scopes, projects
        case expiresInDays = "expires_in_days"
    }
}

/// A token that was just made, with its secret, which is never told again.
package struct TokenSecret: Sendable, Codable {
    package var token: APIToken
    package var secret: String

    package init(token: APIToken, secret: String) {
        self.token = token
        self.secret = secret
    }
}
