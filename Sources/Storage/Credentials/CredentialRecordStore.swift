// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What is known of the credentials of platforms without opening them, in the table `credentials`.
package struct CredentialRecordStore: Sendable {
    package struct Record: Sendable, Hashable {
        package var platform: String
        /// Names of the fields that are set, in order.
        package var fields: [String]
        package var updatedAt: Timestamp
        package var updatedBy: String

        package init(platform: String, fields: [String], updatedAt: Timestamp, updatedBy: String) {
            self.platform = platform
            self.fields = fields
            self.updatedAt = updatedAt
            self.updatedBy = updatedBy
        }
    }

    private static let columns = "platform, fields, updated_at, updated_by"

    package init() {}

    package func put(_ record: Record, on connection: any WriteConnection) throws {
        try connection.execute(
            """
            INSERT INTO credentials (\(Self.columns)) VALUES (?, ?, ?, ?)
            ON CONFLICT (platform) DO UPDATE SET fields = excluded.fields, updated_at = excluded.updated_at,
            updated_by = excluded.updated_by
            """,
            [.text(record.platform), try .json(record.fields), .time(record.updatedAt), .text(record.updatedBy)])
    }

    package func find(_ platform: String, on connection: any ReadConnection) throws -> Record? {
        try connection.row("SELECT \(Self.columns) FROM credentials WHERE platform = ?", [.text(platform)])
            .map(Self.record)
    }

    /// All of them, by platform.
    package func list(on connection: any ReadConnection) throws -> [Record] {
        try connection.rows("SELECT \(Self.columns) FROM credentials ORDER BY platform").map(Self.record)
    }

    /// False when there is none.
    package func delete(_ platform: String, on connection: any WriteConnection) throws -> Bool {
        try connection.execute("DELETE FROM credentials WHERE platform = ?", [.text(platform)]) > 0
    }

    private static func record(_ row: Row) throws -> Record {
        Record(
            platform: try row.text("platform"), fields: try row.json("fields"), updatedAt: try row.time("updated_at"),
            updatedBy: try row.text("updated_by"))
    }
}
