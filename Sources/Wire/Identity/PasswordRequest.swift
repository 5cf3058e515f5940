// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Changes one's own password: `PUT /v1/session/password`.
package struct ChangePasswordRequest: Sendable, Codable {
    package var current: String
    package var new: String

    package init(current: String, new: String) {
        self.current = current
        self.new = new
    }
}

/// Shows once more that it is oneself, before something about one's sign-in is changed.
package struct ConfirmPasswordRequest: Sendable, Codable {
    package var password: String

    package init(password: String) { self.password = password }
}

/// Asks whose a one-time link is: `POST /v1/invitations/inspection`. A token in a path would end in logs.
package struct InspectLinkRequest: Sendable, Codable {
    package var token: String

    package init(token: String) { self.token = token }
}

/// Whose a one-time link is.
package struct LinkOwner: Sendable, Hashable, Codable {
    package var name: UserName
    package var displayName: String

    package init(name: UserName, displayName: String) {
        self.name = name
        self.displayName = displayName
    }

    private enum CodingKeys: String, CodingKey {
        case name
        case displayName = "display_name"
    }
}

/// Sets a password by a one-time link and signs in: `POST /v1/invitations`.
package struct AcceptLinkRequest: Sendable, Codable {
    package var token: String
    package var password: String

    package init(token: String, password: String) {
        self.token = token
        self.password = password
    }
}
