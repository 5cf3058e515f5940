// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// What a one-time link is for.
package enum OneTimeLinkPurpose: String, Sendable, Hashable, CaseIterable {
    /// The first owner of an installation.
    case setup
    /// A person's first password.
    case invitation
    /// A person's next password.
    case passwordReset = "password_reset"
}

/// The links that were given out and not used yet, by the hash of their token.
package struct OneTimeLinkStore: Sendable {
    package init() {}

    package func insert(
        tokenHash: String, for purpose: OneTimeLinkPurpose, of user: UserID?, at time: Timestamp, until end: Timestamp,
        on connection: any WriteConnection
    ) throws {
        try connection.execute(
            "INSERT INTO one_time_links (token_hash, purpose, user_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            [.text(tokenHash), .text(purpose.rawValue), .id(user), .time(time), .time(end)])
    }

    /// What a link is for and whose it is; nil for one that is used, too old, or none.
    package func find(
        tokenHash: String, now: Timestamp, on connection: any ReadConnection
    ) throws -> (purpose: OneTimeLinkPurpose, user: UserID?)? {
        try connection.row(
            "SELECT purpose, user_id FROM one_time_links WHERE token_hash = ? AND expires_at > ?",
            [.text(tokenHash), .time(now)]
        ).map { (try $0.choice("purpose"), try $0.optionalID("user_id")) }
    }

    /// Whose links there are.
    package func holders(on connection: any ReadConnection) throws -> [UserID] {
        try connection.rows("SELECT DISTINCT user_id FROM one_time_links WHERE user_id IS NOT NULL")
            .map { try $0.id("user_id") }
    }

    /// Uses a link up; false when it is used already.
    package func delete(tokenHash: String, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM one_time_links WHERE token_hash = ?", [.text(tokenHash)]) > 0
    }

    package func deleteAll(of user: UserID, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM one_time_links WHERE user_id = ?", [.id(user)])
    }

    package func deleteAll(for purpose: OneTimeLinkPurpose, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM one_time_links WHERE purpose = ?", [.text(purpose.rawValue)])
    }

    package func prune(now: Timestamp, on connection: any WriteConnection) throws -> Int {
        try connection.execute("DELETE FROM one_time_links WHERE expires_at <= ?", [.time(now)])
    }
}
