// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The public halves of the keys that access tokens are signed with.
package struct SigningKeyStore: Sendable {
    package struct Record: Sendable, Hashable {
        /// The key ID in a token's header.
        package var id: String
        /// Ed25519, 32 bytes.
        package var publicKey: [UInt8]
        package var createdAt: Timestamp
        package var signsUntil: Timestamp
        package var verifiesUntil: Timestamp

        package init(
            id: String, publicKey: [UInt8], createdAt: Timestamp, signsUntil: Timestamp, verifiesUntil: Timestamp
        ) {
            self.id = id
            self.publicKey = publicKey
            self.createdAt = createdAt
            self.signsUntil = signsUntil
            self.verifiesUntil = verifiesUntil
        }
    }

    package init() {}

    package func insert(_ key: Record, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO signing_keys (id, public_key, created_at, signs_until, verifies_until) VALUES (?, ?, ?, ?, ?)
            """,
            [
                .text(key.id), .bytes(key.publicKey), .time(key.createdAt), .time(key.signsUntil),
                .time(key.verifiesUntil),
            ])
    }

    /// All of them, newest first.
    package func list(on connection: any ReadConnection) throws -> [Record] {
        try connection.rows(
            """
            SELECT id, public_key, created_at, signs_until, verifies_until FROM signing_keys
            ORDER BY created_at DESC, id DESC
            """
        ).map { row in
            Record(
                id: try row.text("id"), publicKey: try row.bytes("public_key"), createdAt: try row.time("created_at"),
                signsUntil: try row.time("signs_until"), verifiesUntil: try row.time("verifies_until"))
        }
    }

    package func delete(_ id: String, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM signing_keys WHERE id = ?", [.text(id)])
    }
}
