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
        let page = "FROM teams \(place.map { "WHERE \($0) " } ?? "")\(ending)"
        // Three statements, however many teams there are.
        let grants = try GrantStore().lists(ofTeams: "SELECT id \(page)", ordering, on: connection)
        let members = try connection.rows(
            """
            SELECT team_id, name FROM team_members JOIN users ON users.id = team_members.user_id
            WHERE team_id IN (SELECT id \(page)) ORDER BY name
            """, ordering
        ).reduce(into: [TeamID: [UserName]]()) { members, row in
            members[try row.id("team_id"), default: []].append(try UserName(try row.text("name")))
        }
        return try connection.rows("SELECT \(Self.columns) \(page)", ordering).map { row in
            let id: TeamID = try row.id("id")
            return try Self.team(row, id, grants: grants[id] ?? [], members: members[id] ?? [])
        }
    }

    /// The names of a person's teams, in order.
    package func names(of user: UserID, on connection: any ReadConnection) throws -> [String] {
        try connection.rows(
            """
            SELECT name FROM teams WHERE id IN (SELECT team_id FROM team_members WHERE user_id = ?) ORDER BY name
            """, [.id(user)]
        ).map { try $0.text("name") }
    }

    /// The names of many people's teams, in order; `page` is a query of the people's IDs.
    func names(
        ofUsers page: String, _ parameters: [SQLValue], on connection: any ReadConnection
    ) throws -> [UserID: [String]] {
        try connection.rows(
            """
            SELECT user_id, name FROM team_members JOIN teams ON teams.id = team_members.team_id
            WHERE user_id IN (\(page)) ORDER BY name
            """, parameters
        ).reduce(into: [:]) { names, row in
            names[try row.id("user_id"), default: []].append(try row.text("name"))
        }
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
        return try team(
            row, id, grants: try GrantStore().list(of: id, on: connection),
            members: try members.map { try UserName(try $0.text("name")) })
    }

    private static func team(_ row: Row, _ id: TeamID, grants: [Grant], members: [UserName]) throws -> Team {
        Team(
            id: id, name: try UserName(try row.text("name")), createdAt: try row.time("created_at"), grants: grants,
            members: members)
    }

    private static func exists(_ name: UserName) -> Failure {
        Failure(.teamExists, "a team named '\(name)' exists", hint: "choose another name")
    }
}
