// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

extension SettingStore {
    /// The settings of the installation as they hold now.
    package func server(on connection: any ReadConnection) throws -> ServerSettings {
        let names = Set(SettingDefinition.all.map(\.name))
        let rows = try connection.rows("SELECT name, value FROM settings")
        let pairs = try rows.compactMap { row -> (String, JSONValue)? in
            let name = try row.text("name")
            return names.contains(name) ? (name, try row.json("value")) : nil
        }
        return ServerSettings(Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
    }
}
