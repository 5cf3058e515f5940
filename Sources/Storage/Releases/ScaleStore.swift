// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// How many processes of each kind people asked for with `dextra scale`; it holds for every release of the profile until
/// it is taken back, and wins over what dextra.yaml says.
package struct ScaleStore: Sendable {
    package init() {}

    /// - process: `web`, or the name of a worker.
    package func set(
        _ instances: Int, of process: String, project: ProjectID, profile: Profile, on connection: any WriteConnection
    ) throws {
        try connection.execute(
            """
            INSERT INTO scales (project_id, profile, process, instances) VALUES (?, ?, ?, ?)
            ON CONFLICT (project_id, profile, process) DO UPDATE SET instances = excluded.instances
            """, [.id(project), .text(profile.rawValue), .text(process), .integer(instances)])
    }

    /// Takes all of a profile back.
    package func reset(project: ProjectID, profile: Profile, on connection: any WriteConnection) throws {
        try connection.execute(
            "DELETE FROM scales WHERE project_id = ? AND profile = ?", [.id(project), .text(profile.rawValue)])
    }

    /// By process; those nobody asked for are missing.
    package func all(
        project: ProjectID, profile: Profile, on connection: any ReadConnection
    ) throws -> [String: Int] {
        let rows = try connection.rows(
            "SELECT process, instances FROM scales WHERE project_id = ? AND profile = ?",
            [.id(project), .text(profile.rawValue)])
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.text("process"), Int(try $0.integer("instances"))) })
    }
}
