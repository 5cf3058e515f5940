// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// What a release's image is called, how many processes people asked for, and where backing services are reached.
    ///
    /// A binary of before would start a release that is an image as if it were a folder.
    static let containers = Migration(
        5, "containers", oldestUsableBinary: 5,
        statements: [
            "ALTER TABLE releases ADD COLUMN image TEXT",
            """
            CREATE TABLE scales (
                project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
                profile TEXT NOT NULL,
                process TEXT NOT NULL,
                instances {bigint} NOT NULL,
                PRIMARY KEY (project_id, profile, process)
            ) {strict}
            """,
            """
            CREATE TABLE backing_services (
                project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
                profile TEXT NOT NULL,
                name TEXT NOT NULL,
                address TEXT NOT NULL,
                PRIMARY KEY (project_id, profile, name)
            ) {strict}
            """,
        ])
}
