// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A number that only grows, kept in the table `counters`.
///
/// Taking the next one locks the counter's row until the transaction ends, so on every driver the order of the numbers
/// is the order of the commits: a reader that has seen n will never meet a smaller one later. A bare PostgreSQL
/// sequence does not give that.
struct Counter: Sendable {
    let name: String

    static let runs = Counter(name: "runs")
    static let events = Counter(name: "events")
    /// The highest event cursor that was pruned.
    static let prunedEvents = Counter(name: "events_pruned")

    func next(on connection: any WriteConnection) throws -> Int64 {
        try connection.execute("UPDATE counters SET value = value + 1 WHERE name = ?", [.text(name)])
        return try value(on: connection)
    }

    func value(on connection: any ReadConnection) throws -> Int64 {
        try connection.row("SELECT value FROM counters WHERE name = ?", [.text(name)])?.integer("value") ?? 0
    }

    func set(_ value: Int64, on connection: any WriteConnection) throws {
        try connection.execute("UPDATE counters SET value = ? WHERE name = ?", [.integer(value), .text(name)])
    }
}
