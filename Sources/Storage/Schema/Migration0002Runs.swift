// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Runs with their steps, the event log and the log text beside it.
    ///
    /// Whatever a worker asks for goes through `runs_queue` and `runs_open`, which hold unfinished runs alone: it costs
    /// the same with ten runs stored and with a hundred thousand.
    static let runs = Migration(
        2, "runs", oldestUsableBinary: 1,
        statements: [
            """
            CREATE TABLE counters (
                name TEXT PRIMARY KEY,
                value {bigint} NOT NULL
            ) {strict}
            """,
            "INSERT INTO counters (name, value) VALUES ('runs', 0), ('events', 0), ('events_pruned', 0)",
            """
            CREATE TABLE runs (
                id TEXT PRIMARY KEY,
                short_id TEXT NOT NULL,
                sequence {bigint} NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                kind_version {bigint} NOT NULL,
                subject TEXT NOT NULL,
                project_id TEXT,
                input TEXT NOT NULL,
                state TEXT NOT NULL,
                progress {real} NOT NULL,
                created_at {bigint} NOT NULL,
                started_at {bigint},
                finished_at {bigint},
                output TEXT,
                failure TEXT,
                question TEXT,
                idempotency_key TEXT UNIQUE,
                wake_at {bigint},
                cancel_requested {bigint} NOT NULL DEFAULT 0,
                superseded_by TEXT,
                node TEXT,
                lease_owner TEXT,
                lease_generation {bigint} NOT NULL DEFAULT 0,
                lease_expires_at {bigint}
            ) {strict}
            """,
            "CREATE INDEX runs_open ON runs (subject, sequence) WHERE finished_at IS NULL",
            "CREATE INDEX runs_queue ON runs (sequence) WHERE finished_at IS NULL",
            "CREATE INDEX runs_wake ON runs (wake_at) WHERE finished_at IS NULL AND wake_at IS NOT NULL",
            "CREATE INDEX runs_project ON runs (project_id, sequence)",
            "CREATE INDEX runs_subject ON runs (subject, sequence)",
            "CREATE INDEX runs_state ON runs (state, sequence)",
            "CREATE INDEX runs_short_id ON runs (short_id)",
            """
            CREATE TABLE steps (
                run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
                position {bigint} NOT NULL,
                name TEXT NOT NULL,
                effect TEXT NOT NULL,
                state TEXT NOT NULL,
                attempt {bigint} NOT NULL,
                weight {real} NOT NULL,
                started_at {bigint},
                finished_at {bigint},
                output TEXT,
                failure TEXT,
                failures {bigint} NOT NULL,
                undone {bigint} NOT NULL,
                PRIMARY KEY (run_id, position)
            ) {strict}
            """,
            """
            CREATE TABLE events (
                cursor {bigint} PRIMARY KEY,
                at {bigint} NOT NULL,
                type TEXT NOT NULL,
                subject TEXT NOT NULL,
                run_id TEXT,
                data TEXT NOT NULL
            ) {strict}
            """,
            "CREATE INDEX events_subject ON events (subject, cursor)",
            "CREATE INDEX events_run ON events (run_id, cursor) WHERE run_id IS NOT NULL",
            """
            CREATE TABLE log_chunks (
                run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
                start {bigint} NOT NULL,
                length {bigint} NOT NULL,
                step TEXT NOT NULL,
                stream TEXT NOT NULL,
                at {bigint} NOT NULL,
                bytes {bytes} NOT NULL,
                PRIMARY KEY (run_id, start)
            ) {strict}
            """,
        ])
}
