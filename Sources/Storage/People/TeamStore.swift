// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// The teams, each with its grants and its members' names.
package struct TeamStore: Sendable {
    private static let columns = "id, name, created_at"

    package init() {}

    /// Records a new team; throws `team_exists`, `user_not_found` for a member and `project_not_found` for a grant.
    package func insert(_ team: Team, on connection: any WriteConnection) throws {
        let inserted = try connection.execute(
            "INSERT INTO teams (\(Self.columns)) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
            [.id(team.id), .text(team.name.text), .time(team.createdAt)])
        guard inserted == 1 else { throw Self.exists(team.name) }
        try writeParts(of: team, on: connection)
    }

    /// Writes a team's name, grants and members in place of those it had; throws like ``insert(_:on:)``.
    package func update(_ team: Team, on connection: any WriteConnection) throws {
        let other = try find(named: team.name, on: connection)
        guard other == nil || other?.id == team.id else { throw Self.exists(team.name) }
        try connection.execute("UPDATE teams SET name = ? WHERE id = ?", [.text(team.name.text), .id(team.id)])
        try writeParts(of: team, on: connection)
    }

    package func find(_ id: TeamID, on connection: any ReadConnection) throws -> Team? {
        try connection.row("SELECT \(Self.columns) FROM teams WHERE id = ?", [.id(id)])
            .map { try Self.team($0, on: connection) }
    }

    package func find(named name: UserName, on connection: any ReadConnection) throws -> Team? {
        try connection.row("SELECT \(Self.columns) FROM teams WHERE name = ?", [.text(name.text)])
            .map { try Self.team($0, on: connection) }
    }

    /// The team that a name or an ID stands for; throws `team_not_found`.
    package func require(_ reference: String, on connection: any ReadConnection) throws -> Team {
        var team: Team?
        if let id = TeamID(reference) { team = try find(id, on: connection) }
        if team == nil, let name = try? UserName(reference) { team = try find(named: name, on: connection) }
        guard let team else {
            throw Failure(.teamNotFound, "there is no team '\(reference.prefix(100))'", hint: "list the teams")
        }
        return team
    }

    package func list(_ filter: TeamFilter, on connection: any ReadConnection) throws -> [Team] {
        let (place, ending, ordering) = filter.order.clauses
        let condition = place.map { "WHERE \($0) " } ?? ""
        return try connection.rows("SELECT \(Self.columns) FROM teams \(condition)\(ending)", ordering)
            .map { try Self.team($0, on: connection) }
    }

    /// The names of a person's teams, in order.
    package func names(of user: UserID, on connection: any ReadConnection) throws -> [String] {
        try connection.rows(
            """
            SELECT name FROM teams WHERE id IN (SELECT team_id FROM team_members WHERE user_id = ?) ORDER BY name
            """, [.id(user)]
        ).map { try $0.text("name") }
    }

    /// Deletes a team; false when there is none.
    @discardableResult
    package func delete(_ id: TeamID, on connection: any WriteConnection) throws -> Bool {
        connection.announce(.identity)
        return try connection.execute("DELETE FROM teams WHERE id = ?", [.id(id)]) > 0
    }

    private func writeParts(of team: Team, on connection: any WriteConnection) throws {
        try GrantStore().replace(team.grants, of: team.id, on: connection)
        try connection.execute("DELETE FROM team_members WHERE team_id = ?", [.id(team.id)])
        for name in Set(team.members) {
            let user = try UserStore().require(name.text, on: connection)
            try connection.execute(
                "INSERT INTO team_members (team_id, user_id) VALUES (?, ?)", [.id(team.id), .id(user.id)])
        }
    }

    private static func team(_ row: Row, on connection: any ReadConnection) throws -> Team {
        let id: TeamID = try row.id("id")
        let members = try connection.rows(
            """
            SELECT name FROM users WHERE id IN (SELECT user_id FROM team_members WHERE team_id = ?) ORDER BY name
            """, [.id(id)])
        return Team(
            id: id, name: try UserName(try row.text("name")), createdAt: try row.time("created_at"),
            grants: try GrantStore().list(of: id, on: connection),
            members: try members.map { try UserName(try $0.text("name")) })
    }

    private static func exists(_ name: UserName) -> Failure {
        Failure(.teamExists, "a team named '\(name)' exists", hint: "choose another name")
    }
}
