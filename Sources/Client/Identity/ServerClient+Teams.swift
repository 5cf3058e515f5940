// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
import Primitives
package import Wire

extension ServerClient {
    /// All teams, by name.
    package func teams() async throws -> [Team] { try await list("v1", "teams", query: [("sort", "name")]) }

    package func team(_ name: UserName) async throws -> Versioned<Team> {
        try await read(Self.target("v1", "teams", name.text))
    }

    package func addTeam(_ creation: CreateTeamRequest) async throws -> Team {
        try await call(.post, "/v1/teams", body: creation)
    }

    /// - ifStill: the mark of the team as read, on which the change was based.
    package func changeTeam(_ name: UserName, _ change: ChangeTeamRequest, ifStill mark: String?) async throws -> Team {
        try await self.change(Self.target("v1", "teams", name.text), change, ifStill: mark)
    }

    package func removeTeam(_ name: UserName) async throws {
        try await call(.delete, Self.target("v1", "teams", name.text))
    }
}
