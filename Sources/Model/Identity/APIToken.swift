// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A secret with which a program speaks for a person. What it may is what its owner may and its scopes say, both.
package struct APIToken: Sendable, Hashable, Codable {
    package var id: TokenID
    package var name: String
    package var owner: UserName
    /// Never `own`.
    package var scopes: [Permission]
    /// Names of the only projects it is for; nil for all that its owner sees.
    package var projects: [ProjectName]?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp?
    /// To the minute.
    package var lastUsedAt: Timestamp?
    /// How the secret begins, to recognise it by.
    package var prefix: String
    /// The token that it was made with, and ends with; nil for one that a person made at the page, or let in.
    package var madeWith: TokenID?

    package init(
        id: TokenID, name: String, owner: UserName, scopes: [Permission], projects: [ProjectName]? = nil,
        createdAt: Timestamp, expiresAt: Timestamp? = nil, lastUsedAt: Timestamp? = nil, prefix: String,
        madeWith: TokenID? = nil
    ) {
        self.id = id
        self.name = name
        self.owner = owner
        self.scopes = scopes
        self.projects = projects
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
        self.prefix = prefix
        self.madeWith = madeWith
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, owner, scopes, projects
        case createdAt = "created_at"
        case expiresAt = "expires_at"
        case lastUsedAt = "last_used_at"
        case prefix
        case madeWith = "made_with"
    }
}
