// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Named values of the installation itself, as JSON.
package struct SettingStore: Sendable {
    package init() {}

    /// The value, nil when it was never set; throws `invalid_json` when it is of another type.
    package func value<Value: Decodable>(
        _ name: String, as type: Value.Type = Value.self, on connection: any ReadConnection
    ) throws -> Value? {
        try connection.row("SELECT value FROM settings WHERE name = ?", [.text(name)])?.json("value", as: type)
    }

    package func set(_ name: String, to value: some Encodable, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO settings (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [.text(name), try .json(value)])
    }

    package func remove(_ name: String, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM settings WHERE name = ?", [.text(name)])
    }
}
