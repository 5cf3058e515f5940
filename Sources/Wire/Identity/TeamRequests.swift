// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A new team: `POST /v1/teams`.
package struct TeamCreation: Sendable, Codable {
    package var name: UserName
    package var grants: [Grant]
    package var members: [UserName]

    package init(name: UserName, grants: [Grant] = [], members: [UserName] = []) {
        self.name = name
        self.grants = grants
        self.members = members
    }
}

/// What is to be different about a team: `PATCH /v1/teams/{team}`. Nil leaves things as they are.
package struct TeamChange: Sendable, Codable {
    package var grants: [Grant]?
    package var members: [UserName]?

    package init(grants: [Grant]? = nil, members: [UserName]? = nil) {
        self.grants = grants
        self.members = members
    }
}
