// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

/// Where the backing services of a profile are reached, as their platform last said.
package struct BackingServiceStore: Sendable {
    package init() {}

    /// Replaces all of a profile's.
    package func replace(
        _ addresses: [String: some Encodable], project: ProjectID, profile: Profile, on connection: any WriteConnection
    ) throws {
        try connection.execute(
            "DELETE FROM backing_services WHERE project_id = ? AND profile = ?",
            [.id(project), .text(profile.rawValue)])
        for (name, address) in addresses.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                "INSERT INTO backing_services (project_id, profile, name, address) VALUES (?, ?, ?, ?)",
                [.id(project), .text(profile.rawValue), .text(name), try .json(address)])
        }
    }

    package func names(project: ProjectID, profile: Profile, on connection: any ReadConnection) throws -> [String] {
        try connection.rows(
            "SELECT name FROM backing_services WHERE project_id = ? AND profile = ? ORDER BY name",
            [.id(project), .text(profile.rawValue)]
        ).map { try $0.text("name") }
    }

    /// By name.
    package func all<Address: Decodable>(
        as type: Address.Type = Address.self, project: ProjectID, profile: Profile, on connection: any ReadConnection
    ) throws -> [String: Address] {
        let rows = try connection.rows(
            "SELECT name, address FROM backing_services WHERE project_id = ? AND profile = ?",
            [.id(project), .text(profile.rawValue)])
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.text("name"), try $0.json("address")) })
    }
}
