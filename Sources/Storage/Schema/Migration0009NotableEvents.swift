// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Migration {
    /// An index of the events that people are told of.
    static let notableEvents = Migration(
        9, "notable events", oldestUsableBinary: 5,
        statements: [
            // The condition is that of ``EventStore/notableQuery``, word for word.
            """
            CREATE INDEX events_notable ON events (cursor)
            WHERE type IN ('run.finished', 'run.waiting', 'service.state')
            """
        ])
}
