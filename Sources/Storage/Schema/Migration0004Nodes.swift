// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// The servers of an installation, where each project lives, sources on their way to another node, and
    /// how far a copy of another store has got.
    static let nodes = Migration(
        4, "nodes", oldestUsableBinary: 1,
        statements: [
            """
            CREATE TABLE nodes (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                version TEXT NOT NULL,
                started_at {bigint} NOT NULL,
                seen_at {bigint} NOT NULL
            ) {strict}
            """,
            "ALTER TABLE projects ADD COLUMN node TEXT",
            """
            CREATE TABLE relayed_blobs (
                source TEXT NOT NULL,
                digest TEXT NOT NULL,
                part {bigint} NOT NULL,
                bytes {bytes} NOT NULL,
                offered_at {bigint} NOT NULL,
                PRIMARY KEY (source, digest, part)
            ) {strict}
            """,
            """
            CREATE TABLE store_copies (
                table_name TEXT PRIMARY KEY,
                last_key TEXT,
                copied {bigint} NOT NULL,
                complete {bigint} NOT NULL
            ) {strict}
            """,
        ])
}
