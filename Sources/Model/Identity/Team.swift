// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// People who are given the same.
package struct Team: Sendable, Hashable, Codable {
    package var id: TeamID
    package var name: UserName
    package var createdAt: Timestamp
    package var grants: [Grant]
    package var members: [UserName]

    package init(id: TeamID, name: UserName, createdAt: Timestamp, grants: [Grant] = [], members: [UserName] = []) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.grants = grants
        self.members = members
    }

    private enum CodingKeys: String, CodingKey {
        case id, name
        case createdAt = "created_at"
        case grants, members
    }
}
