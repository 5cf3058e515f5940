// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Makes an API token: `POST /v1/tokens`.
package struct CreateTokenRequest: Sendable, Hashable, Codable {
    /// 1 to 100 characters.
    package var name: String
    /// What it may do; never `own`, and never more than who asks may.
    package var scopes: [Permission]
    /// The only projects it is for, at most 30; absent for all that its owner sees.
    package var projects: [ProjectName]?
    /// 1 to 365, 90 if absent; 0, for administrators, makes one that does not expire.
    package var expiresInDays: Int?
    /// For requests of the machine's own user alone, who has no tokens.
    package var owner: UserName?

    package init(
        name: String, scopes: [Permission], projects: [ProjectName]? = nil, expiresInDays: Int? = nil,
        owner: UserName? = nil
    ) {
        self.name = name
        self.scopes = scopes
        self.projects = projects
        self.expiresInDays = expiresInDays
        self.owner = owner
    }

    private enum CodingKeys: String, CodingKey {
        case name, scopes, projects
        case expiresInDays = "expires_in_days"
        case owner
    }
}
