// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Where people are signed in. A session is found by the hash of its token; the token is nowhere.
package struct SessionStore: Sendable {
    private static let columns = "id, user_id, created_at, last_seen_at, expires_at, address, user_agent"

    package init() {}

    package func insert(
        _ session: Session, of user: UserID, tokenHash: String, on connection: any WriteConnection
    ) throws {
        try connection.execute(
            "INSERT INTO sessions (\(Self.columns), token_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(session.id), .id(user), .time(session.createdAt), .time(session.lastSeenAt),
                .time(session.expiresAt), .optional(session.address), .optional(session.userAgent), .text(tokenHash),
            ])
    }

    package func find(
        tokenHash: String, on connection: any ReadConnection
    ) throws -> (session: Session, user: UserID)? {
        try connection.row("SELECT \(Self.columns) FROM sessions WHERE token_hash = ?", [.text(tokenHash)])
            .map { (try Self.session($0), try $0.id("user_id")) }
    }

    /// Whether a person has a session of that ID.
    package func exists(_ id: SessionID, of user: UserID, on connection: any ReadConnection) throws -> Bool {
        try connection.row("SELECT id FROM sessions WHERE id = ? AND user_id = ?", [.id(id), .id(user)]) != nil
    }

    /// A person's sessions, newest first.
    package func list(of user: UserID, on connection: any ReadConnection) throws -> [Session] {
        try connection.rows("SELECT \(Self.columns) FROM sessions WHERE user_id = ? ORDER BY id DESC", [.id(user)])
            .map(Self.session)
    }

    /// Gives a session another token; false when there is none.
    package func rotate(_ id: SessionID, to tokenHash: String, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("UPDATE sessions SET token_hash = ? WHERE id = ?", [.text(tokenHash), .id(id)]) > 0
    }

    /// Notes that a session was used; an earlier time than the one noted changes nothing.
    package func touch(_ id: SessionID, at time: Timestamp, on connection: any WriteConnection) throws {
        try connection.execute(
            "UPDATE sessions SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?",
            [.time(time), .id(id), .time(time)])
    }

    /// Ends a person's session; false when they have none of that ID.
    package func delete(_ id: SessionID, of user: UserID, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM sessions WHERE id = ? AND user_id = ?", [.id(id), .id(user)]) > 0
    }

    /// Ends all sessions of a person but one, and returns how many there were.
    @discardableResult
    package func deleteAll(
        of user: UserID, except kept: SessionID?, on connection: any WriteConnection
    ) throws -> Int {
        try connection.execute(
            "DELETE FROM sessions WHERE user_id = ? AND id <> ?", [.id(user), .text(kept?.description ?? "")])
    }

    /// Ends a person's sessions but the newest, and returns how many there were.
    package func deleteAll(
        of user: UserID, exceptNewest kept: Int, on connection: any WriteConnection
    ) throws -> Int {
        try connection.execute(
            """
            DELETE FROM sessions WHERE user_id = ? AND id NOT IN (
                SELECT id FROM sessions WHERE user_id = ? ORDER BY created_at DESC, id DESC LIMIT ?)
            """, [.id(user), .id(user), .integer(kept)])
    }

    /// Removes what is over: beyond its end, or not used since a time.
    package func prune(now: Timestamp, unusedSince: Timestamp, on connection: any WriteConnection) throws -> Int {
        try connection.execute(
            "DELETE FROM sessions WHERE expires_at <= ? OR last_seen_at <= ?", [.time(now), .time(unusedSince)])
    }

    private static func session(_ row: Row) throws -> Session {
        Session(
            id: try row.id("id"), createdAt: try row.time("created_at"), lastSeenAt: try row.time("last_seen_at"),
            expiresAt: try row.time("expires_at"), address: try row.optionalText("address"),
            userAgent: try row.optionalText("user_agent"))
    }
}
