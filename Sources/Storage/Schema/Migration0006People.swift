// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// People and teams with their grants, how they sign in, and where they are signed in.
    ///
    /// Of every secret that a person presents only a hash is here; the secret of a second factor is a sealed record. A
    /// project's grants go with it: `project_id` repeats what the scope says, for the reference.
    static let people = Migration(
        6, "people", oldestUsableBinary: 5,
        statements: peopleTables + signInTables)

    private static let peopleTables = [
        """
        CREATE TABLE users (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            email TEXT,
            created_at {bigint} NOT NULL,
            last_seen_at {bigint},
            disabled {bigint} NOT NULL,
            allowed_addresses TEXT NOT NULL
        ) {strict}
        """,
        "CREATE INDEX users_created ON users (created_at, id)",
        """
        CREATE TABLE teams (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            created_at {bigint} NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE team_members (
            team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            PRIMARY KEY (team_id, user_id)
        ) {strict}
        """,
        "CREATE INDEX team_members_user ON team_members (user_id)",
        """
        CREATE TABLE user_grants (
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            scope TEXT NOT NULL,
            role TEXT NOT NULL,
            project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
            PRIMARY KEY (user_id, scope)
        ) {strict}
        """,
        "CREATE INDEX user_grants_project ON user_grants (project_id) WHERE project_id IS NOT NULL",
        """
        CREATE TABLE team_grants (
            team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
            scope TEXT NOT NULL,
            role TEXT NOT NULL,
            project_id TEXT REFERENCES projects (id) ON DELETE CASCADE,
            PRIMARY KEY (team_id, scope)
        ) {strict}
        """,
        "CREATE INDEX team_grants_project ON team_grants (project_id) WHERE project_id IS NOT NULL",
    ]

    private static let signInTables = [
        """
        CREATE TABLE passwords (
            user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            hash TEXT NOT NULL,
            changed_at {bigint} NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE second_factors (
            user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            confirmed_at {bigint} NOT NULL,
            last_step {bigint} NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE recovery_codes (
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            hash TEXT NOT NULL,
            PRIMARY KEY (user_id, hash)
        ) {strict}
        """,
        """
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            token_hash TEXT NOT NULL UNIQUE,
            created_at {bigint} NOT NULL,
            last_seen_at {bigint} NOT NULL,
            expires_at {bigint} NOT NULL,
            address TEXT,
            user_agent TEXT
        ) {strict}
        """,
        "CREATE INDEX sessions_user ON sessions (user_id, id)",
        """
        CREATE TABLE sign_in_challenges (
            token_hash TEXT PRIMARY KEY,
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            address_block TEXT NOT NULL,
            expires_at {bigint} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX sign_in_challenges_user ON sign_in_challenges (user_id)",
        """
        CREATE TABLE sign_in_failures (
            key TEXT PRIMARY KEY,
            failures {bigint} NOT NULL,
            last_at {bigint} NOT NULL,
            blocked_until {bigint} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at)",
        """
        CREATE TABLE one_time_links (
            token_hash TEXT PRIMARY KEY,
            purpose TEXT NOT NULL,
            user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
            created_at {bigint} NOT NULL,
            expires_at {bigint} NOT NULL
        ) {strict}
        """,
        "CREATE INDEX one_time_links_user ON one_time_links (user_id)",
    ]
}
