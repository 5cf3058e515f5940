// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// How far a copy into this database has got, in the table `store_copies`: a row for each table, and one without a name
/// for the whole.
package struct StoreCopyStore: Sendable {
    private static let whole = ""

    package init() {}

    /// Throws `copy_incomplete` when a copy was begun here and not finished: the records are not all there.
    package func requireComplete(on connection: any ReadConnection) throws {
        guard let row = try row(Self.whole, on: connection), try !row.flag("complete") else { return }
        throw Failure(
            .copyIncomplete, "a migration into this database was begun and not finished",
            hint: "finish it with the same 'dextra migrate --to …', where the records come from")
    }

    /// Makes the database the target of a copy unless it is already; true when that copy is finished.
    ///
    /// Throws `target_not_empty`.
    func begin(on connection: any WriteConnection) throws -> Bool {
        if let row = try row(Self.whole, on: connection) { return try row.flag("complete") }
        // The counters are made by the migrations; they come with the copy.
        for table in SchemaTable.all where table.name != "counters" {
            guard try connection.row("SELECT 1 AS found FROM \(table.name) LIMIT 1") == nil else {
                throw Failure(
                    .targetNotEmpty, "the database already has records (in \(table.name))",
                    hint: "copy into an empty database; one node of an installation brings its records, the others join"
                )
            }
        }
        try connection.execute("DELETE FROM counters")
        try connection.execute(
            "INSERT INTO store_copies (table_name, copied, complete) VALUES (?, 0, 0)", [.text(Self.whole)])
        return false
    }

    func complete(on connection: any WriteConnection) throws {
        try connection.execute("UPDATE store_copies SET complete = 1 WHERE table_name = ?", [.text(Self.whole)])
    }

    /// The key of the last row that was copied, and how many were.
    func position(
        of table: SchemaTable, on connection: any ReadConnection
    ) throws -> (last: [SQLValue]?, copied: Int) {
        guard let row = try row(table.name, on: connection) else { return (nil, 0) }
        let key: [CopyKey] = try row.json("last_key")
        return (key.map(\.value), Int(try row.integer("copied")))
    }

    func advance(
        _ table: SchemaTable, to last: [SQLValue]?, copied: Int, on connection: any WriteConnection
    ) throws {
        try connection.execute(
            """
            INSERT INTO store_copies (table_name, last_key, copied, complete) VALUES (?, ?, ?, 0)
            ON CONFLICT (table_name) DO UPDATE SET last_key = excluded.last_key, copied = excluded.copied
            """, [.text(table.name), try .json((last ?? []).map(CopyKey.init)), .integer(copied)])
    }

    private func row(_ name: String, on connection: any ReadConnection) throws -> Row? {
        try connection.row("SELECT last_key, copied, complete FROM store_copies WHERE table_name = ?", [.text(name)])
    }
}

/// A part of a key as JSON: keys are text and whole numbers.
private struct CopyKey: Codable {
    var text: String?
    var integer: Int64?

    init(_ value: SQLValue) {
        if case .text(let text) = value { self.text = text }
        if case .integer(let integer) = value { self.integer = integer }
    }

    var value: SQLValue { text.map(SQLValue.text) ?? integer.map(SQLValue.integer) ?? .null }
}
