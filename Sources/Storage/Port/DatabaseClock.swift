// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The database's own clock as a SQL expression: milliseconds since the Unix epoch.
///
/// Leases expire by this clock, so nodes whose clocks disagree still agree on who holds a run.
package struct DatabaseClock: Sendable, Hashable {
    package let expression: String

    package init(expression: String) { self.expression = expression }

    /// SQLite before 3.42 has no `unixepoch('subsec')`; the Julian day is exact to the millisecond.
    package static let sqlite = DatabaseClock(
        expression: "CAST(ROUND((julianday('now') - 2440587.5) * 86400000.0) AS INTEGER)")
    /// Goes on within a transaction, unlike `now()`.
    package static let postgreSQL = DatabaseClock(
        expression: "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)")
}
