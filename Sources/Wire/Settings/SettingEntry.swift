// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// A setting as it holds, with all that there is to know about it: `GET /v1/settings`.
package struct SettingEntry: Sendable, Hashable, Codable {
    package var name: String
    /// Typed: a number, or text.
    package var value: JSONValue
    /// As a person writes it.
    package var text: String
    package var defaultText: String
    /// Whether somebody set it.
    package var isSet: Bool
    package var type: String
    package var bounds: String
    package var summary: String

    package init(_ definition: SettingDefinition, in settings: ServerSettings) {
        name = definition.name
        value = settings.value(of: definition)
        text = definition.kind.text(of: value)
        defaultText = definition.kind.text(of: definition.fallback)
        isSet = settings.isSet(definition)
        type = definition.kind.name
        bounds = definition.kind.bounds
        summary = definition.summary
    }

    private enum CodingKeys: String, CodingKey {
        case name, value, text
        case defaultText = "default"
        case isSet = "is_set"
        case type, bounds, summary
    }
}

/// Sets a setting: `PUT /v1/settings/{name}`.
package struct SettingChange: Sendable, Codable {
    /// As a person writes it, e.g. `24h`.
    package var value: String

    package init(value: String) { self.value = value }
}
