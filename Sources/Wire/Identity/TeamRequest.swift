// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Makes a team: `POST /v1/teams`.
package struct CreateTeamRequest: Sendable, Codable {
    package var name: UserName
    package var grants: [Grant]?
    package var members: [UserName]?

    package init(name: UserName, grants: [Grant]? = nil, members: [UserName]? = nil) {
        self.name = name
        self.grants = grants
        self.members = members
    }
}

/// Changes a team: `PATCH /v1/teams/{team}`. What is not given stays.
package struct ChangeTeamRequest: Sendable, Codable {
    package var name: UserName?
    package var grants: [Grant]?
    package var members: [UserName]?

    package init(name: UserName? = nil, grants: [Grant]? = nil, members: [UserName]? = nil) {
        self.name = name
        self.grants = grants
        self.members = members
    }
}
