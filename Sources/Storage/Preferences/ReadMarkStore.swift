// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// How far each person has read the notifications: the cursor of the last event they have seen.
package struct ReadMarkStore: Sendable {
    package init() {}

    /// 0 for who has read nothing.
    package func cursor(of user: UserID, on connection: any ReadConnection) throws -> Int64 {
        try connection.row("SELECT event_cursor FROM read_marks WHERE user_id = ?", [.id(user)])?
            .integer("event_cursor") ?? 0
    }

    /// Notes how far a person has read, which is no further than the log goes; nothing becomes unread again.
    package func advance(to cursor: Int64, of user: UserID, on connection: any WriteConnection) throws {
        let cursor = min(cursor, try Counter.events.value(on: connection))
        try connection.execute(
            """
            INSERT INTO read_marks (user_id, event_cursor) VALUES (?, ?)
            ON CONFLICT (user_id) DO UPDATE SET event_cursor = excluded.event_cursor
            WHERE excluded.event_cursor > read_marks.event_cursor
            """, [.id(user), .integer(cursor)])
    }
}
