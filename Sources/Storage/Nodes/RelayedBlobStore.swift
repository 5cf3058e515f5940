// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Contents on their way from the node they were uploaded to, to the node whose project they are for, in the table
/// `relayed_blobs`. `source` is the manifest's digest; a content is stored in parts.
package struct RelayedBlobStore: Sendable {
    package init() {}

    package func insert(
        _ bytes: [UInt8], source: String, digest: String, part: Int, at time: Timestamp,
        on connection: any WriteConnection
    ) throws {
        try connection.execute(
            """
            INSERT INTO relayed_blobs (source, digest, part, bytes, offered_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (source, digest, part) DO UPDATE SET offered_at = excluded.offered_at
            """, [.text(source), .text(digest), .integer(part), .bytes(bytes), .time(time)])
    }

    /// One part of a content; nil after the last.
    package func part(
        _ part: Int, of digest: String, source: String, on connection: any ReadConnection
    ) throws -> [UInt8]? {
        try connection.row(
            "SELECT bytes FROM relayed_blobs WHERE source = ? AND digest = ? AND part = ?",
            [.text(source), .text(digest), .integer(part)])?.bytes("bytes")
    }

    /// The sources of which something has waited since before a time.
    package func sources(offeredBefore time: Timestamp, on connection: any ReadConnection) throws -> [String] {
        try connection.rows("SELECT DISTINCT source FROM relayed_blobs WHERE offered_at < ?", [.time(time)])
            .map { try $0.text("source") }
    }

    package func remove(source: String, on connection: any WriteConnection) throws {
        try connection.execute("DELETE FROM relayed_blobs WHERE source = ?", [.text(source)])
    }
}
