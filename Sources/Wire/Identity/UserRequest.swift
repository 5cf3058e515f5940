// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Makes a person: `POST /v1/users`.
package struct CreateUserRequest: Sendable, Codable {
    package var name: UserName
    /// The name if not given.
    package var displayName: String?
    package var email: String?
    /// Without one, the answer has a one-time link to set it.
    package var password: String?
    package var grants: [Grant]?

    package init(
        name: UserName, displayName: String? = nil, email: String? = nil, password: String? = nil,
        grants: [Grant]? = nil
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

/// Changes a person: `PATCH /v1/users/{user}`. What is not given stays.
package struct ChangeUserRequest: Sendable, Codable {
    /// What is taken away, for the person to set anew.
    package enum Reset: String, Sendable, Codable, CaseIterable {
        /// The answer has a one-time link.
        case password
        case totp
    }

    package var displayName: String?
    /// Empty for none.
    package var email: String?
    package var disabled: Bool?
    package var grants: [Grant]?
    /// Networks (CIDR); empty for all.
    package var allowedAddresses: [String]?
    package var reset: Reset?

    package init(
        displayName: String? = nil, email: String? = nil, disabled: Bool? = nil, grants: [Grant]? = nil,
        allowedAddresses: [String]? = nil, reset: Reset? = nil
    ) {
        self.displayName = displayName
        self.email = email
        self.disabled = disabled
        self.grants = grants
        self.allowedAddresses = allowedAddresses
        self.reset = reset
    }

    private enum CodingKeys: String, CodingKey {
        case displayName = "display_name"
        case email, disabled, grants
        case allowedAddresses = "allowed_addresses"
        case reset
    }
}

/// A person as they are now, and the link that they have to get.
package struct UserAnswer: Sendable, Codable {
    package var user: User
    /// Sets the password; good for 72 hours and one use.
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
