// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One sealed secret as it is stored: nothing in it can be read without the vault's key.
package struct SealedRecord: Sendable, Hashable {
    /// Whose it is, e.g. `project/<id>/production`.
    package var owner: String
    package var name: String
    /// How it was sealed; the vault knows its schemes by number.
    package var scheme: Int
    package var nonce: [UInt8]
    /// The ciphertext with its authentication tag.
    package var box: [UInt8]
    package var sealedAt: Timestamp

    package init(owner: String, name: String, scheme: Int, nonce: [UInt8], box: [UInt8], sealedAt: Timestamp) {
        self.owner = owner
        self.name = name
        self.scheme = scheme
        self.nonce = nonce
        self.box = box
        self.sealedAt = sealedAt
    }
}

/// The sealed records by owner and name. Names are in clear, so that they can be listed without the key.
package struct SealedRecordStore: Sendable {
    package init() {}

    /// Stores a record in place of the one of the same owner and name.
    package func put(_ record: SealedRecord, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO sealed_records (owner, name, scheme, nonce, box, sealed_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (owner, name) DO UPDATE SET scheme = excluded.scheme, nonce = excluded.nonce,
            box = excluded.box, sealed_at = excluded.sealed_at
            """,
            [
                .text(record.owner), .text(record.name), .integer(record.scheme), .bytes(record.nonce),
                .bytes(record.box), .time(record.sealedAt),
            ])
    }

    package func find(owner: String, name: String, on connection: any ReadConnection) throws -> SealedRecord? {
        try connection.row(
            "SELECT \(Self.columns) FROM sealed_records WHERE owner = ? AND name = ?", [.text(owner), .text(name)]
        ).map(Self.record)
    }

    /// Every record but those of one owner.
    package func all(exceptOf owner: String, on connection: any ReadConnection) throws -> [SealedRecord] {
        try connection.rows(
            "SELECT \(Self.columns) FROM sealed_records WHERE owner <> ? ORDER BY owner, name", [.text(owner)]
        ).map(Self.record)
    }

    /// The names an owner has, in order.
    package func names(owner: String, on connection: any ReadConnection) throws -> [String] {
        try connection.rows("SELECT name FROM sealed_records WHERE owner = ? ORDER BY name", [.text(owner)])
            .map { try $0.text("name") }
    }

    /// Deletes one record; false when there is none.
    @discardableResult
    package func delete(owner: String, name: String, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM sealed_records WHERE owner = ? AND name = ?", [.text(owner), .text(name)])
            > 0
    }

    /// Deletes all records of an owner and returns how many there were.
    @discardableResult
    package func deleteAll(owner: String, on connection: any WriteConnection) throws -> Int {
        try connection.execute("DELETE FROM sealed_records WHERE owner = ?", [.text(owner)])
    }

    private static let columns = "owner, name, scheme, nonce, box, sealed_at"

    private static func record(_ row: Row) throws -> SealedRecord {
        SealedRecord(
            owner: try row.text("owner"), name: try row.text("name"), scheme: Int(try row.integer("scheme")),
            nonce: try row.bytes("nonce"), box: try row.bytes("box"), sealedAt: try row.time("sealed_at"))
    }
}
