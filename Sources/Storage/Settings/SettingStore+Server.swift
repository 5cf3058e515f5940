// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives

extension SettingStore {
    /// The settings of the installation as they hold now.
    package func server(on connection: any ReadConnection) throws -> ServerSettings {
        var values: [String: JSONValue] = [:]
        for definition in SettingDefinition.all {
            values[definition.name] = try value(definition.name, on: connection)
        }
        return ServerSettings(values)
    }
}
