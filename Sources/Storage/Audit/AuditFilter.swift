// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Which entries of the audit log to list, newest first.
package struct AuditFilter: Sendable, Hashable {
    package var actor: String?
    package var action: String?
    /// From then on.
    package var since: Timestamp?
    /// Before then.
    package var until: Timestamp?
    /// Only entries with smaller sequence numbers.
    package var before: Int64?
    /// 1 to 1001: a page of 1000 asks for one more to know whether another follows.
    package var limit: Int

    package init(
        actor: String? = nil, action: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil,
        before: Int64? = nil, limit: Int = 50
    ) {
        self.actor = actor
        self.action = action
        self.since = since
        self.until = until
        self.before = before
        self.limit = limit
    }

    /// The condition of a query and what it takes.
    var clause: (condition: String, parameters: [SQLValue]) {
        let parts: [(String, SQLValue?)] = [
            ("actor = ?", actor.map(SQLValue.text)), ("action = ?", action.map(SQLValue.text)),
            ("at >= ?", since.map(SQLValue.time)), ("at < ?", until.map(SQLValue.time)),
            ("sequence < ?", before.map(SQLValue.integer)),
        ]
        let given = parts.compactMap { part in part.1.map { (part.0, $0) } }
        let condition = given.isEmpty ? "" : "WHERE " + given.map(\.0).joined(separator: " AND ")
        return (condition, given.map(\.1))
    }
}
