// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Who has a second factor, which of its codes were used, and the hashes of the recovery codes that are left.
///
/// The secret itself is a sealed record.
package struct SecondFactorStore: Sendable {
    package init() {}

    package func isOn(_ user: UserID, on connection: any ReadConnection) throws -> Bool {
        try connection.row("SELECT user_id FROM second_factors WHERE user_id = ?", [.id(user)]) != nil
    }

    /// Turns it on; `step` is that of the code which confirmed it.
    package func turnOn(
        _ user: UserID, at time: Timestamp, step: Int64, on connection: any WriteConnection
    ) throws {
        try connection.execute(
            "INSERT INTO second_factors (user_id, confirmed_at, last_step) VALUES (?, ?, ?)",
            [.id(user), .time(time), .integer(step)])
    }

    /// Turns it off with its recovery codes; false when it was not on.
    @discardableResult
    package func turnOff(_ user: UserID, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM recovery_codes WHERE user_id = ?", [.id(user)])
        return try connection.execute("DELETE FROM second_factors WHERE user_id = ?", [.id(user)]) > 0
    }

    /// Notes that the code of a step was used; false when that step's code, or a later one, was used before.
    package func use(step: Int64, of user: UserID, on connection: any WriteConnection) throws -> Bool {
        try connection.execute(
            "UPDATE second_factors SET last_step = ? WHERE user_id = ? AND last_step < ?",
            [.integer(step), .id(user), .integer(step)]) > 0
    }

    /// Gives these in place of the recovery codes that were left.
    package func replaceRecoveryCodes(
        _ hashes: [String], of user: UserID, on connection: any WriteConnection
    ) throws {
        try connection.execute("DELETE FROM recovery_codes WHERE user_id = ?", [.id(user)])
        for hash in hashes {
            try connection.execute(
                "INSERT INTO recovery_codes (user_id, hash) VALUES (?, ?)", [.id(user), .text(hash)])
        }
    }

    /// Uses a recovery code up; false when it is none, or was used.
    package func useRecoveryCode(_ hash: String, of user: UserID, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM recovery_codes WHERE user_id = ? AND hash = ?", [.id(user), .text(hash)])
            > 0
    }

    package func recoveryCodesLeft(_ user: UserID, on connection: any ReadConnection) throws -> Int {
        let row = try connection.row(
            "SELECT count(*) AS number FROM recovery_codes WHERE user_id = ?", [.id(user)])
        return Int(try row?.integer("number") ?? 0)
    }
}
