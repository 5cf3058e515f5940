// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The hash of each person's password, as the library that made it writes it. Who was only invited has none.
package struct PasswordStore: Sendable {
    package init() {}

    package func find(_ user: UserID, on connection: any ReadConnection) throws -> StoredPassword? {
        try connection.row("SELECT hash, changed_at FROM passwords WHERE user_id = ?", [.id(user)]).map {
            StoredPassword(hash: try $0.text("hash"), changedAt: try $0.time("changed_at"))
        }
    }

    /// What signing in under a name asks for, in one statement whoever is meant: how long it takes does not tell. Nil when
    /// nobody is called so, or they have no password.
    package func holder(named name: UserName, on connection: any ReadConnection) throws -> PasswordHolder? {
        try connection.row(
            """
            SELECT id, disabled, allowed_addresses, hash, changed_at
            FROM users JOIN passwords ON passwords.user_id = users.id WHERE name = ?
            """, [.text(name.text)]
        ).map { row in
            PasswordHolder(
                user: try row.id("id"), disabled: try row.flag("disabled"),
                allowedAddresses: try row.json("allowed_addresses"),
                password: StoredPassword(hash: try row.text("hash"), changedAt: try row.time("changed_at")))
        }
    }

    package func set(_ password: StoredPassword, of user: UserID, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO passwords (user_id, hash, changed_at) VALUES (?, ?, ?)
            ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at
            """, [.id(user), .text(password.hash), .time(password.changedAt)])
    }

    /// Puts the same password's hash at another cost in place of the one that was read; a newer password stays.
    package func renew(
        _ hash: String, replacing old: String, of user: UserID, on connection: any WriteConnection
    ) throws {
        try connection.execute(
            "UPDATE passwords SET hash = ? WHERE user_id = ? AND hash = ?", [.text(hash), .id(user), .text(old)])
    }

    package func delete(of user: UserID, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM passwords WHERE user_id = ?", [.id(user)])
    }
}

/// A password's hash, and since when it is the password.
package struct StoredPassword: Sendable, Hashable {
    package var hash: String
    package var changedAt: Timestamp

    package init(hash: String, changedAt: Timestamp) {
        self.hash = hash
        self.changedAt = changedAt
    }
}

/// Who has a password, and what may keep them from signing in with it.
package struct PasswordHolder: Sendable, Hashable {
    package var user: UserID
    package var disabled: Bool
    /// Networks (CIDR) that the person may come from; empty for all.
    package var allowedAddresses: [String]
    package var password: StoredPassword
}
