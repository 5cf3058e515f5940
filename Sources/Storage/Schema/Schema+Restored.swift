// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Events that a server may have written after a backup was made and before it was lost.
    private static let eventGap = 100_000

    /// The generation that a database was brought to.
    package static func generation(on connection: any ReadConnection) throws -> Int {
        Int(try connection.row("SELECT max(number) AS number FROM schema_migrations")?.integer("number") ?? 0)
    }

    /// What lets people in by itself.
    private static let ways = ["sessions", "sign_in_challenges", "one_time_links", "device_authorizations"]

    /// What a copy of a database needs before it takes the place of one that was lost: its event cursors must not be given
    /// out a second time for other events, the runs of the kind that made the copy are over, and nobody gets in by a
    /// session that was ended, or a link that was used, after the copy was made.
    package static func takeOver(endingRunsOf kind: String, on connection: any WriteConnection) throws {
        let counter = Counter.events
        try counter.set(try counter.value(on: connection) + Int64(eventGap), on: connection)
        try connection.execute(
            "UPDATE runs SET cancel_requested = 1 WHERE kind = ? AND finished_at IS NULL", [.text(kind)])
        // A copy that an earlier version made has no people in it.
        guard try generation(on: connection) >= Migration.programs.number else { return }
        for table in ways { try connection.execute("DELETE FROM \(table)") }
    }
}
