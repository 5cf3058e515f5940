// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// How programs speak for people, who did what, and what the page remembers for a person.
    ///
    /// Of every secret only a hash is here. The private halves of signing keys and the credentials of platforms are sealed
    /// records.
    static let programs = Migration(
        7, "programs", oldestUsableBinary: 5,
        statements: tokens + audit + preferences)

    private static let tokens = [
        """
        CREATE TABLE api_tokens (
            id TEXT PRIMARY KEY,
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            scopes TEXT NOT NULL,
            projects TEXT,
            hash {bytes} NOT NULL UNIQUE,
            prefix TEXT NOT NULL,
            created_at {bigint} NOT NULL,
            expires_at {bigint},
            last_used_at {bigint}
        ) {strict}
        """,
        "CREATE INDEX api_tokens_user ON api_tokens (user_id, id)",
        """
        CREATE TABLE device_authorizations (
            device_hash {bytes} PRIMARY KEY,
            user_mark TEXT NOT NULL UNIQUE,
            client_name TEXT NOT NULL,
            address TEXT,
            created_at {bigint} NOT NULL,
            expires_at {bigint} NOT NULL,
            poll_interval {bigint} NOT NULL,
            polled_at {bigint},
            state TEXT NOT NULL,
            user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
            scopes TEXT,
            projects TEXT,
            token_expires_at {bigint}
        ) {strict}
        """,
        "CREATE INDEX device_authorizations_expiry ON device_authorizations (expires_at)",
        "CREATE INDEX device_authorizations_user ON device_authorizations (user_id) WHERE user_id IS NOT NULL",
        """
        CREATE TABLE signing_keys (
            id TEXT PRIMARY KEY,
            public_key {bytes} NOT NULL,
            created_at {bigint} NOT NULL,
            signs_until {bigint} NOT NULL,
            verifies_until {bigint} NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE credentials (
            platform TEXT PRIMARY KEY,
            fields TEXT NOT NULL,
            updated_at {bigint} NOT NULL,
            updated_by TEXT NOT NULL
        ) {strict}
        """,
    ]

    private static let audit = [
        """
        CREATE TABLE audit_entries (
            sequence {bigint} PRIMARY KEY,
            at {bigint} NOT NULL,
            actor TEXT NOT NULL,
            method TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            address TEXT,
            outcome TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL
        ) {strict}
        """,
        "CREATE INDEX audit_entries_at ON audit_entries (at)",
        "CREATE INDEX audit_entries_actor ON audit_entries (actor, sequence)",
        "CREATE INDEX audit_entries_action ON audit_entries (action, sequence)",
        """
        CREATE TABLE audit_intents (
            id TEXT PRIMARY KEY,
            at {bigint} NOT NULL,
            draft TEXT NOT NULL,
            seal TEXT NOT NULL
        ) {strict}
        """,
        """
        CREATE TABLE audit_seals (
            name TEXT PRIMARY KEY,
            sequence {bigint} NOT NULL,
            hash TEXT NOT NULL,
            seal TEXT NOT NULL,
            at {bigint} NOT NULL
        ) {strict}
        """,
    ]

    private static let preferences = [
        """
        CREATE TABLE preferences (
            user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            document TEXT NOT NULL,
            revision {bigint} NOT NULL,
            PRIMARY KEY (user_id, name)
        ) {strict}
        """,
        """
        CREATE TABLE read_marks (
            user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
            event_cursor {bigint} NOT NULL
        ) {strict}
        """,
    ]
}
