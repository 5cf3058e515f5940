// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// Who asked for a run, what people say of a project, and an index of the events that people are told of.
    static let actors = Migration(
        8, "actors", oldestUsableBinary: 5,
        statements: [
            "ALTER TABLE runs ADD COLUMN actor TEXT",
            "ALTER TABLE projects ADD COLUMN description TEXT",
            // The condition is the one of ``EventStore/notable(before:limit:on:)``, word for word.
            "CREATE INDEX events_notable ON events (cursor) WHERE type IN ('run.finished', 'run.waiting', 'service.state')",
        ])
}
