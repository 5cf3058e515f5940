// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A row that is written to see whether something can be, in the table `counters`.
package struct HealthMark: Sendable {
    private static let name = "health"

    package init() {}

    package func leave(at time: Timestamp, on connection: any WriteConnection) throws {
        try connection.execute(
            "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [.text(Self.name), .integer(time.millisecondsSinceEpoch)])
    }

    package func latest(on connection: any ReadConnection) throws -> Timestamp? {
        let value = try Counter(name: Self.name).value(on: connection)
        return value == 0 ? nil : Timestamp(millisecondsSinceEpoch: value)
    }
}
