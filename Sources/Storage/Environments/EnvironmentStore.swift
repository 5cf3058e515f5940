// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The variables set for a project and profile, apart from those its dextra.yaml brings: plain values, or names of
/// sealed records.
package struct EnvironmentStore: Sendable {
    package init() {}

    /// Sets a variable, replacing what it was, plain or secret.
    package func set(
        _ variable: EnvironmentVariable, project: ProjectID, profile: Profile, at time: Timestamp,
        on connection: any WriteConnection
    ) throws {
        let (plain, secret): (SQLValue, SQLValue) =
            switch variable.value {
            case .plain(let text): (.text(text), .null)
            case .secret(let name): (.null, .text(name))
            }
        try connection.execute(
            """
            INSERT INTO environment_variables (project_id, profile, name, plain, secret, updated_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (project_id, profile, name) DO UPDATE
            SET plain = excluded.plain, secret = excluded.secret, updated_at = excluded.updated_at
            """,
            [.id(project), .text(profile.rawValue), .text(variable.name), plain, secret, .time(time)])
    }

    /// Removes a variable and returns what it was, so that a sealed record behind it can go too; nil when it was not
    /// set.
    @discardableResult
    package func unset(
        _ name: String, project: ProjectID, profile: Profile, on connection: any WriteConnection
    ) throws -> EnvironmentVariable? {
        try connection.row(
            """
            DELETE FROM environment_variables WHERE project_id = ? AND profile = ? AND name = ?
            RETURNING name, plain, secret
            """, [.id(project), .text(profile.rawValue), .text(name)]
        ).map(Self.variable)
    }

    package func find(
        _ name: String, project: ProjectID, profile: Profile, on connection: any ReadConnection
    ) throws -> EnvironmentVariable? {
        try connection.row(
            """
            SELECT name, plain, secret FROM environment_variables WHERE project_id = ? AND profile = ? AND name = ?
            """, [.id(project), .text(profile.rawValue), .text(name)]
        ).map(Self.variable)
    }

    /// All variables of a project and profile, by name.
    package func list(
        project: ProjectID, profile: Profile, on connection: any ReadConnection
    ) throws -> [EnvironmentVariable] {
        try connection.rows(
            """
            SELECT name, plain, secret FROM environment_variables WHERE project_id = ? AND profile = ? ORDER BY name
            """, [.id(project), .text(profile.rawValue)]
        ).map(Self.variable)
    }

    private static func variable(_ row: Row) throws -> EnvironmentVariable {
        let name = try row.text("name")
        if let secret = try row.optionalText("secret") {
            return EnvironmentVariable(name: name, value: .secret(secret))
        }
        return EnvironmentVariable(name: name, value: .plain(try row.text("plain")))
    }
}
