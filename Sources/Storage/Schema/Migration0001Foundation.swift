// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Projects with their environments, releases, sealed records and settings.
    static let foundation = Migration(
        1, "foundation", oldestUsableBinary: 1,
        statements: [
            """
            CREATE TABLE projects (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                ordinal {bigint} NOT NULL UNIQUE CHECK (ordinal > 0),
                created_at {bigint} NOT NULL
            ) {strict}
            """,
            """
            CREATE TABLE environment_variables (
                project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
                profile TEXT NOT NULL,
                name TEXT NOT NULL,
                plain TEXT,
                secret TEXT,
                updated_at {bigint} NOT NULL,
                PRIMARY KEY (project_id, profile, name),
                CHECK ((plain IS NULL) <> (secret IS NULL))
            ) {strict}
            """,
            """
            CREATE TABLE releases (
                id TEXT PRIMARY KEY,
                project_id TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
                profile TEXT NOT NULL,
                number {bigint} NOT NULL CHECK (number > 0),
                run_id TEXT NOT NULL UNIQUE,
                source TEXT NOT NULL,
                artifact TEXT NOT NULL,
                blueprint TEXT NOT NULL,
                environment TEXT NOT NULL,
                settings TEXT NOT NULL,
                status TEXT NOT NULL,
                created_at {bigint} NOT NULL,
                activated_at {bigint},
                UNIQUE (project_id, profile, number)
            ) {strict}
            """,
            """
            CREATE UNIQUE INDEX releases_one_active ON releases (project_id, profile) WHERE status = 'active'
            """,
            """
            CREATE INDEX releases_artifact ON releases (artifact)
            """,
            """
            CREATE TABLE sealed_records (
                owner TEXT NOT NULL,
                name TEXT NOT NULL,
                scheme {bigint} NOT NULL,
                nonce {bytes} NOT NULL,
                box {bytes} NOT NULL,
                sealed_at {bigint} NOT NULL,
                PRIMARY KEY (owner, name)
            ) {strict}
            """,
            """
            CREATE TABLE settings (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) {strict}
            """,
        ])
}
