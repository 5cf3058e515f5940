// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Who has given their password and now owes the second factor.
package struct SignInChallengeStore: Sendable {
    package init() {}

    package func insert(_ challenge: SignInChallenge, tokenHash: String, on connection: any WriteConnection) throws {
        try connection.execute(
            "INSERT INTO sign_in_challenges (token_hash, user_id, address_block, expires_at) VALUES (?, ?, ?, ?)",
            [
                .text(tokenHash), .id(challenge.user), .text(challenge.addressBlock), .time(challenge.expiresAt),
            ])
    }

    package func find(tokenHash: String, on connection: any ReadConnection) throws -> SignInChallenge? {
        try connection.row(
            "SELECT user_id, address_block, expires_at FROM sign_in_challenges WHERE token_hash = ?",
            [.text(tokenHash)]
        ).map {
            SignInChallenge(
                user: try $0.id("user_id"), addressBlock: try $0.text("address_block"),
                expiresAt: try $0.time("expires_at"))
        }
    }

    /// Removes a challenge; false when it is gone.
    package func delete(tokenHash: String, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM sign_in_challenges WHERE token_hash = ?", [.text(tokenHash)]) > 0
    }

    package func deleteAll(of user: UserID, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM sign_in_challenges WHERE user_id = ?", [.id(user)])
    }

    package func prune(now: Timestamp, on connection: any WriteConnection) throws -> Int {
        try connection.execute("DELETE FROM sign_in_challenges WHERE expires_at <= ?", [.time(now)])
    }
}

/// Whose second factor is asked for, of whom, and until when.
package struct SignInChallenge: Sendable, Hashable {
    package var user: UserID
    /// Where the password came from; the second factor has to come from there too.
    package var addressBlock: String
    package var expiresAt: Timestamp

    package init(user: UserID, addressBlock: String, expiresAt: Timestamp) {
        self.user = user
        self.addressBlock = addressBlock
        self.expiresAt = expiresAt
    }
}
