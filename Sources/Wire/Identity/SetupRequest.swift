// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Whether there is nobody yet: `GET /v1/setup`.
package struct SetupStatus: Sendable, Hashable, Codable {
    package var needed: Bool

    package init(needed: Bool) { self.needed = needed }
}

/// Makes the first owner: `POST /v1/setup`.
package struct SetupRequest: Sendable, Codable {
    /// Of the one-time link.
    package var token: String
    package var name: UserName
    package var displayName: String?
    package var password: String

    package init(token: String, name: UserName, displayName: String? = nil, password: String) {
        self.token = token
        self.name = name
        self.displayName = displayName
        self.password = password
    }

    private enum CodingKeys: String, CodingKey {
        case token, name
        case displayName = "display_name"
        case password
    }
}
