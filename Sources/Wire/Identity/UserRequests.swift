// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A new person: `POST /v1/users`.
package struct UserCreation: Sendable, Codable {
    package var name: UserName
    package var displayName: String?
    package var email: String?
    /// Nil for a one-time link with which the person sets their own.
    package var password: String?
    package var grants: [Grant]

    package init(
        name: UserName, displayName: String? = nil, email: String? = nil, password: String? = nil, grants: [Grant] = []
    ) {
        self.name = name
        self.displayName = displayName
        self.email = email
        self.password = password
        self.grants = grants
    }

    private enum CodingKeys: String, CodingKey {
        case name
        case displayName = "display_name"
        case email, password, grants
    }
}

/// A person as they are now, and the one-time link that was made for them: the answer to making and changing one.
package struct UserAnswer: Sendable, Codable {
    package var user: User
    package var invitationURL: String?

    package init(user: User, invitationURL: String? = nil) {
        self.user = user
        self.invitationURL = invitationURL
    }

    private enum CodingKeys: String, CodingKey {
        case user
        case invitationURL = "invitation_url"
    }
}

/// What is to be different about a person: `PATCH /v1/users/{user}`. Nil leaves things as they are.
package struct UserChange: Sendable, Hashable, Codable {
    package var displayName: String?
    package var email: String?
    package var disabled: Bool?
    package var grants: [Grant]?
    package var allowedAddresses: [String]?
    package var reset: Reset?

    /// What a person lost and sets anew.
    package enum Reset: String, Sendable, Codable, CaseIterable {
        /// Answered with a one-time link.
        case password
        /// The second factor is off until the person sets one up again.
        case totp
    }

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case displayName = "display_name"
        case email, disabled, grants
        case allowedAddresses = "allowed_addresses"
        case reset
    }
}
