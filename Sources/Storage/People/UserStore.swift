// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The people, by name and by ID, each with their own grants, their teams' names and whether they have a second factor.
package struct UserStore: Sendable {
    private static let columns = """
        id, name, display_name, email, created_at, last_seen_at, disabled, allowed_addresses,
        (SELECT count(*) FROM second_factors WHERE user_id = users.id) AS two_factor
        """

    package init() {}

    /// Records a new person with their grants; throws `user_exists` when the name is taken, and `project_not_found`.
    package func insert(_ user: User, on connection: any WriteConnection) throws {
        let inserted = try connection.execute(
            """
            INSERT INTO users (id, name, display_name, email, created_at, last_seen_at, disabled, allowed_addresses)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
            """,
            [
                .id(user.id), .text(user.name.text), .text(user.displayName), .optional(user.email),
                .time(user.createdAt), .time(user.lastSeenAt), .integer(user.disabled ? 1 : 0),
                try .json(user.allowedAddresses),
            ])
        guard inserted == 1 else {
            throw Failure(.userExists, "a user named '\(user.name)' exists", hint: "choose another name")
        }
        try GrantStore().replace(user.grants, of: user.id, on: connection)
    }

    /// Writes what a person may be changed in: display name, e-mail, disabled, addresses and own grants.
    package func update(_ user: User, on connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE users SET display_name = ?, email = ?, disabled = ?, allowed_addresses = ? WHERE id = ?",
            [
                .text(user.displayName), .optional(user.email), .integer(user.disabled ? 1 : 0),
                try .json(user.allowedAddresses), .id(user.id),
            ])
        try GrantStore().replace(user.grants, of: user.id, on: connection)
    }

    /// Notes that a person was there; an earlier time than the one noted changes nothing.
    package func touch(_ id: UserID, at time: Timestamp, on connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE users SET last_seen_at = ? WHERE id = ? AND (last_seen_at IS NULL OR last_seen_at < ?)",
            [.time(time), .id(id), .time(time)])
    }

    package func find(_ id: UserID, on connection: any ReadConnection) throws -> User? {
        try connection.row("SELECT \(Self.columns) FROM users WHERE id = ?", [.id(id)])
            .map { try Self.user($0, on: connection) }
    }

    package func find(named name: UserName, on connection: any ReadConnection) throws -> User? {
        try connection.row("SELECT \(Self.columns) FROM users WHERE name = ?", [.text(name.text)])
            .map { try Self.user($0, on: connection) }
    }

    /// Whether somebody is called so: one statement, whatever the answer.
    package func exists(named name: UserName, on connection: any ReadConnection) throws -> Bool {
        try connection.row("SELECT id FROM users WHERE name = ?", [.text(name.text)]) != nil
    }

    /// The person that a name or an ID stands for; throws `user_not_found`.
    package func require(_ reference: String, on connection: any ReadConnection) throws -> User {
        var user: User?
        if let id = UserID(reference) { user = try find(id, on: connection) }
        if user == nil, let name = try? UserName(reference) { user = try find(named: name, on: connection) }
        guard let user else {
            throw Failure(
                .userNotFound, "there is no user '\(reference.prefix(100))'", hint: "'dextra users list' shows them")
        }
        return user
    }

    package func list(_ filter: UserFilter, on connection: any ReadConnection) throws -> [User] {
        let (place, ending, ordering) = filter.order.clauses
        var (conditions, parameters) = ([String](), [SQLValue]())
        if let disabled = filter.disabled {
            conditions.append("disabled = ?")
            parameters.append(.integer(disabled ? 1 : 0))
        }
        if let team = filter.team {
            conditions.append(
                """
                id IN (SELECT user_id FROM team_members JOIN teams ON teams.id = team_members.team_id
                WHERE teams.name = ?)
                """)
            parameters.append(.text(team.text))
        }
        if let place { conditions.append(place) }
        let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
        let (page, values) = ("FROM users \(condition)\(ending)", parameters + ordering)
        // Three statements, however many people there are.
        let grants = try GrantStore().lists(ofUsers: "SELECT id \(page)", values, on: connection)
        let teams = try TeamStore().names(ofUsers: "SELECT id \(page)", values, on: connection)
        return try connection.rows("SELECT \(Self.columns) \(page)", values).map { row in
            let id: UserID = try row.id("id")
            return try Self.user(row, id, grants: grants[id] ?? [], teams: teams[id] ?? [])
        }
    }

    /// Whether there is anybody.
    package func isEmpty(on connection: any ReadConnection) throws -> Bool {
        try connection.row("SELECT id FROM users LIMIT 1") == nil
    }

    /// Deletes a person with all that is theirs here; false when there is none. Sealed records are the vault's to delete.
    @discardableResult
    package func delete(_ id: UserID, on connection: any WriteConnection) throws -> Bool {
        connection.announce(.identity)
        return try connection.execute("DELETE FROM users WHERE id = ?", [.id(id)]) > 0
    }

    private static func user(_ row: Row, on connection: any ReadConnection) throws -> User {
        let id: UserID = try row.id("id")
        return try user(
            row, id, grants: try GrantStore().list(of: id, on: connection),
            teams: try TeamStore().names(of: id, on: connection))
    }

    private static func user(_ row: Row, _ id: UserID, grants: [Grant], teams: [String]) throws -> User {
        User(
            id: id, name: try UserName(try row.text("name")), displayName: try row.text("display_name"),
            email: try row.optionalText("email"), createdAt: try row.time("created_at"),
            lastSeenAt: try row.optionalTime("last_seen_at"), disabled: try row.flag("disabled"),
            twoFactor: try row.flag("two_factor"), grants: grants, teams: teams,
            allowedAddresses: try row.json("allowed_addresses"))
    }
}
