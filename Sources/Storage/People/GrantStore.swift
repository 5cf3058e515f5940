// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// What people and teams were given: for each scope one role.
package struct GrantStore: Sendable {
    package init() {}

    /// A person's own grants, by scope.
    package func list(of user: UserID, on connection: any ReadConnection) throws -> [Grant] {
        try connection.rows("SELECT role, scope FROM user_grants WHERE user_id = ? ORDER BY scope", [.id(user)])
            .map(Self.grant)
    }

    package func list(of team: TeamID, on connection: any ReadConnection) throws -> [Grant] {
        try connection.rows("SELECT role, scope FROM team_grants WHERE team_id = ? ORDER BY scope", [.id(team)])
            .map(Self.grant)
    }

    /// The own grants of many people, by scope; `page` is a query of their IDs.
    func lists(
        ofUsers page: String, _ parameters: [SQLValue], on connection: any ReadConnection
    ) throws -> [UserID: [Grant]] {
        try lists(
            "SELECT user_id AS holder, role, scope FROM user_grants WHERE user_id IN (\(page)) ORDER BY scope",
            parameters, on: connection)
    }

    func lists(
        ofTeams page: String, _ parameters: [SQLValue], on connection: any ReadConnection
    ) throws -> [TeamID: [Grant]] {
        try lists(
            "SELECT team_id AS holder, role, scope FROM team_grants WHERE team_id IN (\(page)) ORDER BY scope",
            parameters, on: connection)
    }

    /// What a person may by their own grants and those of their teams.
    package func effective(for user: UserID, on connection: any ReadConnection) throws -> [Grant] {
        try connection.rows(
            """
            SELECT role, scope FROM user_grants WHERE user_id = ?
            UNION SELECT role, scope FROM team_grants
            WHERE team_id IN (SELECT team_id FROM team_members WHERE user_id = ?)
            ORDER BY scope, role
            """, [.id(user), .id(user)]
        ).map(Self.grant)
    }

    /// Gives these in place of what the person had. Of several for one scope the highest role counts. Throws
    /// `project_not_found`.
    package func replace(_ grants: [Grant], of user: UserID, on connection: any WriteConnection) throws {
        try replace(grants, in: "user_grants", column: "user_id", holder: .id(user), on: connection)
    }

    package func replace(_ grants: [Grant], of team: TeamID, on connection: any WriteConnection) throws {
        try replace(grants, in: "team_grants", column: "team_id", holder: .id(team), on: connection)
    }

    /// How many people who may sign in have the role everywhere, by their own grants or their teams'.
    package func enabledHolders(of role: Role, on connection: any ReadConnection) throws -> Int {
        let row = try connection.row(
            """
            SELECT count(*) AS number FROM users WHERE disabled = 0 AND (
                id IN (SELECT user_id FROM user_grants WHERE scope = 'everything' AND role = ?)
                OR id IN (
                    SELECT user_id FROM team_members JOIN team_grants ON team_grants.team_id = team_members.team_id
                    WHERE scope = 'everything' AND role = ?))
            """, [.text(role.rawValue), .text(role.rawValue)])
        return Int(try row?.integer("number") ?? 0)
    }

    private func replace(
        _ grants: [Grant], in table: String, column: String, holder: SQLValue, on connection: any WriteConnection
    ) throws {
        connection.announce(.identity)
        try connection.execute("DELETE FROM \(table) WHERE \(column) = ?", [holder])
        let highest = Dictionary(grants.map { ($0.scope, $0.role) }, uniquingKeysWith: max)
        for (scope, role) in highest {
            var project: ProjectID?
            if case .project(let id) = scope {
                guard try ProjectStore().find(id, on: connection) != nil else {
                    throw Failure(
                        .projectNotFound, "there is no project with the ID \(id)",
                        hint: "grant for a project that exists, or for everything")
                }
                project = id
            }
            try connection.execute(
                "INSERT INTO \(table) (\(column), scope, role, project_id) VALUES (?, ?, ?, ?)",
                [holder, .text(scope.description), .text(role.rawValue), .id(project)])
        }
    }

    private func lists<Holder>(
        _ query: String, _ parameters: [SQLValue], on connection: any ReadConnection
    ) throws -> [Identifier<Holder>: [Grant]] {
        try connection.rows(query, parameters).reduce(into: [:]) { lists, row in
            lists[try row.id("holder"), default: []].append(try Self.grant(row))
        }
    }

    private static func grant(_ row: Row) throws -> Grant {
        let text = try row.text("scope")
        guard let scope = GrantScope(text) else { throw Failure(.corruptData, "a grant has the scope '\(text)'") }
        return Grant(try row.choice("role", as: Role.self), scope)
    }
}
