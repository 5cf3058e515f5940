// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Something that is about to be done, and has no entry yet.
package typealias AuditIntent = Identifier<AuditIntentRecord>

/// What is written down of it; `draft` is the entry to be as JSON, `seal` shows that it was written by the server.
package struct AuditIntentRecord: Sendable, Hashable {
    package var id: AuditIntent
    package var at: Timestamp
    package var draft: String
    package var seal: String

    package init(id: AuditIntent, at: Timestamp, draft: String, seal: String) {
        self.id = id
        self.at = at
        self.draft = draft
        self.seal = seal
    }
}

/// What was begun and is not settled.
package struct AuditIntentStore: Sendable {
    package init() {}

    package func insert(_ record: AuditIntentRecord, on connection: any WriteConnection) throws {
        try connection.execute(
            "INSERT INTO audit_intents (id, at, draft, seal) VALUES (?, ?, ?, ?)",
            [.id(record.id), .time(record.at), .text(record.draft), .text(record.seal)])
    }

    /// False when there is none.
    package func remove(_ id: AuditIntent, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM audit_intents WHERE id = ?", [.id(id)]) > 0
    }

    /// Those written before a moment, oldest first.
    package func list(
        before moment: Timestamp, limit: Int, on connection: any ReadConnection
    ) throws -> [AuditIntentRecord] {
        try connection.rows(
            "SELECT id, at, draft, seal FROM audit_intents WHERE at < ? ORDER BY id LIMIT ?",
            [.time(moment), .integer(limit)]
        ).map { row in
            AuditIntentRecord(
                id: try row.id("id"), at: try row.time("at"), draft: try row.text("draft"), seal: try row.text("seal"))
        }
    }
}
