// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// How much has failed lately under each key that sign-ins are counted by.
package struct SignInFailureStore: Sendable {
    package init() {}

    package func find(_ key: String, on connection: any ReadConnection) throws -> SignInFailures? {
        try connection.row("SELECT failures, last_at, blocked_until FROM sign_in_failures WHERE key = ?", [.text(key)])
            .map {
                SignInFailures(
                    count: Int(try $0.integer("failures")), lastAt: try $0.time("last_at"),
                    blockedUntil: try $0.time("blocked_until"))
            }
    }

    package func set(_ failures: SignInFailures, for key: String, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO sign_in_failures (key, failures, last_at, blocked_until) VALUES (?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
            blocked_until = excluded.blocked_until
            """, [.text(key), .integer(failures.count), .time(failures.lastAt), .time(failures.blockedUntil)])
    }

    package func delete(_ key: String, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM sign_in_failures WHERE key = ?", [.text(key)])
    }

    /// Removes what has not failed since a time.
    package func prune(before time: Timestamp, on connection: any WriteConnection) throws -> Int {
        try connection.execute("DELETE FROM sign_in_failures WHERE last_at < ?", [.time(time)])
    }
}

/// What has failed under one key.
package struct SignInFailures: Sendable, Hashable {
    package var count: Int
    /// Until when the count has been reduced by the time that passed.
    package var lastAt: Timestamp
    package var blockedUntil: Timestamp

    package init(count: Int, lastAt: Timestamp, blockedUntil: Timestamp) {
        self.count = count
        self.lastAt = lastAt
        self.blockedUntil = blockedUntil
    }
}
