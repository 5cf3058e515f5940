// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The rows of the audit log: entries, and the seals of its two ends. What makes them a chain is Identity's `AuditLog`.
package struct AuditStore: Sendable {
    private static let columns =
        "sequence, at, actor, method, action, subject, address, outcome, detail, previous, hash"

    package init() {}

    package func insert(_ record: AuditRecord, on connection: any WriteConnection) throws {
        try connection.execute(
            "INSERT INTO audit_entries (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(record.sequence), .time(record.at), .text(record.actor), .text(record.method),
                .text(record.action), .text(record.subject), .optional(record.address), .text(record.outcome),
                .text(record.detail), .text(record.previous), .text(record.hash),
            ])
    }

    /// Entries after a place, oldest first.
    package func after(_ sequence: Int64, limit: Int, on connection: any ReadConnection) throws -> [AuditRecord] {
        try connection.rows(
            "SELECT \(Self.columns) FROM audit_entries WHERE sequence > ? ORDER BY sequence LIMIT ?",
            [.integer(sequence), .integer(limit)]
        ).map(Self.record)
    }

    /// Newest first.
    package func list(_ filter: AuditFilter, on connection: any ReadConnection) throws -> [AuditRecord] {
        let (condition, parameters) = filter.clause
        return try connection.rows(
            "SELECT \(Self.columns) FROM audit_entries \(condition) ORDER BY sequence DESC LIMIT ?",
            parameters + [.integer(min(max(filter.limit, 1), 1001))]
        ).map(Self.record)
    }

    package func find(_ sequence: Int64, on connection: any ReadConnection) throws -> AuditRecord? {
        try connection.row("SELECT \(Self.columns) FROM audit_entries WHERE sequence = ?", [.integer(sequence)])
            .map(Self.record)
    }

    package func newest(on connection: any ReadConnection) throws -> AuditRecord? {
        try connection.row("SELECT \(Self.columns) FROM audit_entries ORDER BY sequence DESC LIMIT 1").map(Self.record)
    }

    /// The newest entry such that it and all before it are older than a moment; nil when there is none.
    package func last(olderThan moment: Timestamp, on connection: any ReadConnection) throws -> AuditRecord? {
        try connection.row(
            """
            SELECT \(Self.columns) FROM audit_entries
            WHERE sequence < coalesce(
                (SELECT min(sequence) FROM audit_entries WHERE at >= ?),
                (SELECT max(sequence) + 1 FROM audit_entries))
            ORDER BY sequence DESC LIMIT 1
            """, [.time(moment)]
        ).map(Self.record)
    }

    /// Removes the entries up to and with a place; returns how many went.
    package func remove(through sequence: Int64, on connection: any WriteConnection) throws -> Int {
        try connection.execute("DELETE FROM audit_entries WHERE sequence <= ?", [.integer(sequence)])
    }

    package func seal(_ name: AuditSeal.Name, on connection: any ReadConnection) throws -> AuditSeal? {
        try connection.row("SELECT sequence, hash, seal, at FROM audit_seals WHERE name = ?", [.text(name.rawValue)])
            .map { row in
                AuditSeal(
                    name: name, sequence: try row.integer("sequence"), hash: try row.text("hash"),
                    seal: try row.text("seal"), at: try row.time("at"))
            }
    }

    package func put(_ seal: AuditSeal, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO audit_seals (name, sequence, hash, seal, at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash,
            seal = excluded.seal, at = excluded.at
            """,
            [
                .text(seal.name.rawValue), .integer(seal.sequence), .text(seal.hash), .text(seal.seal),
                .time(seal.at),
            ])
    }

    private static func record(_ row: Row) throws -> AuditRecord {
        AuditRecord(
            sequence: try row.integer("sequence"), at: try row.time("at"), actor: try row.text("actor"),
            method: try row.text("method"), action: try row.text("action"), subject: try row.text("subject"),
            address: try row.optionalText("address"), outcome: try row.text("outcome"),
            detail: try row.text("detail"), previous: try row.text("previous"), hash: try row.text("hash"))
    }
}
