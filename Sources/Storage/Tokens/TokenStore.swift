// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// The API tokens, by ID and by the hash of their secret.
package struct TokenStore: Sendable {
    private static let columns = """
        id, user_id, (SELECT name FROM users WHERE users.id = user_id) AS owner, name, scopes, projects, hash, prefix,
        created_at, expires_at, last_used_at, made_with
        """

    package init() {}

    package func insert(_ record: TokenRecord, on connection: any WriteConnection) throws {
        let token = record.token
        try connection.execute(
            """
            INSERT INTO api_tokens
            (id, user_id, name, scopes, projects, hash, prefix, created_at, expires_at, last_used_at, made_with)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .id(token.id), .id(record.owner), .text(token.name), try .json(token.scopes), try .json(token.projects),
                .bytes(record.hash), .text(token.prefix), .time(token.createdAt), .time(token.expiresAt),
                .time(token.lastUsedAt), .id(token.madeWith),
            ])
    }

    package func find(_ id: TokenID, on connection: any ReadConnection) throws -> TokenRecord? {
        try connection.row("SELECT \(Self.columns) FROM api_tokens WHERE id = ?", [.id(id)]).map(Self.record)
    }

    package func find(hash: [UInt8], on connection: any ReadConnection) throws -> TokenRecord? {
        try connection.row("SELECT \(Self.columns) FROM api_tokens WHERE hash = ?", [.bytes(hash)]).map(Self.record)
    }

    /// What descends from a token, oldest first: what was made with it, with that, and so on.
    package func descendants(of id: TokenID, on connection: any ReadConnection) throws -> [TokenRecord] {
        try connection.rows(
            """
            WITH RECURSIVE descent (token) AS (
                SELECT id FROM api_tokens WHERE made_with = ?
                UNION SELECT id FROM api_tokens JOIN descent ON made_with = descent.token)
            SELECT \(Self.columns) FROM api_tokens WHERE id IN (SELECT token FROM descent) ORDER BY created_at, id
            """, [.id(id)]
        ).map(Self.record)
    }

    package func list(_ filter: TokenFilter, on connection: any ReadConnection) throws -> [APIToken] {
        let (place, ending, ordering) = filter.order.clauses
        let conditions = [filter.owner.map { _ in "user_id = ?" }, place].compactMap(\.self)
        let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND ")) "
        return try connection.rows(
            "SELECT \(Self.columns) FROM api_tokens \(condition)\(ending)",
            (filter.owner.map { [.id($0)] } ?? []) + ordering
        ).map { try Self.record($0).token }
    }

    package func count(of owner: UserID, on connection: any ReadConnection) throws -> Int {
        let row = try connection.row("SELECT count(*) AS number FROM api_tokens WHERE user_id = ?", [.id(owner)])
        return Int(try row?.integer("number") ?? 0)
    }

    /// Notes that a token was used; an earlier time than the one noted changes nothing.
    package func touch(_ id: TokenID, at time: Timestamp, on connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE api_tokens SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)",
            [.time(time), .id(id), .time(time)])
    }

    /// Deletes a token, which everybody who knows it hears of; false when there is none.
    package func delete(_ id: TokenID, on connection: any WriteConnection) throws -> Bool {
        connection.announce(.identity)
        return try connection.execute("DELETE FROM api_tokens WHERE id = ?", [.id(id)]) > 0
    }

    /// Deletes a person's tokens that expired before a moment.
    package func deleteExpired(before moment: Timestamp, of owner: UserID, on connection: any WriteConnection) throws {
        try connection.execute(
            "DELETE FROM api_tokens WHERE user_id = ? AND expires_at IS NOT NULL AND expires_at < ?",
            [.id(owner), .time(moment)])
    }

    private static func record(_ row: Row) throws -> TokenRecord {
        TokenRecord(
            token: APIToken(
                id: try row.id("id"), name: try row.text("name"), owner: try UserName(try row.text("owner")),
                scopes: try row.json("scopes"), projects: try row.optionalJSON("projects"),
                createdAt: try row.time("created_at"), expiresAt: try row.optionalTime("expires_at"),
                lastUsedAt: try row.optionalTime("last_used_at"), prefix: try row.text("prefix"),
                madeWith: try row.optionalID("made_with")),
            owner: try row.id("user_id"), hash: try row.bytes("hash"))
    }
}
