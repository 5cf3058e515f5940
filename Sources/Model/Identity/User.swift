// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A person who may sign in.
package struct User: Sendable, Hashable, Codable {
    package var id: UserID
    package var name: UserName
    package var displayName: String
    package var email: String?
    package var createdAt: Timestamp
    /// To the minute; nil for who never signed in.
    package var lastSeenAt: Timestamp?
    /// Nobody signs in and no token works while it is set.
    package var disabled: Bool
    /// Whether a second factor is asked for.
    package var twoFactor: Bool
    /// What the person was given; what their teams were given is beside it.
    package var grants: [Grant]
    package var teams: [String]
    /// Networks (CIDR) that the person may come from; empty for all.
    package var allowedAddresses: [String]

    package init(
        id: UserID, name: UserName, displayName: String, email: String? = nil, createdAt: Timestamp,
        lastSeenAt: Timestamp? = nil, disabled: Bool = false, twoFactor: Bool = false, grants: [Grant] = [],
        teams: [String] = [], allowedAddresses: [String] = []
    ) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.email = email
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.disabled = disabled
        self.twoFactor = twoFactor
        self.grants = grants
        self.teams = teams
        self.allowedAddresses = allowedAddresses
    }

    private enum CodingKeys: String, CodingKey {
        case id, name
        case displayName = "display_name"
        case email
        case createdAt = "created_at"
        case lastSeenAt = "last_seen_at"
        case disabled
        case twoFactor = "two_factor"
        case grants, teams
        case allowedAddresses = "allowed_addresses"
    }
}
