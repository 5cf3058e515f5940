// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Primitives
import Storage
import StorageSQLite

/// How fast the rooms are on their own: the event log, the run engine with few and many runs stored, detection,
/// measuring, and knowing who asks.
///
///     rooms [events|engine|history|detection|metrics|identity]
///     rooms postgres URL
///     rooms detect [SEED [TREES]]   generated trees, 1,000 if not given
///     rooms tables                  what detection knows, as docs/detection.md
@main struct Rooms {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let chosen = arguments.first
        if chosen == "postgres", let url = arguments.dropFirst().first { try await EventsBench.run(on: url) }
        if chosen == "detect" {
            let numbers = arguments.dropFirst().compactMap { UInt64($0) }
            try await TreesBench.run(seed: numbers.first ?? 1, trees: numbers.count > 1 ? Int(numbers[1]) : 1000)
        }
        if chosen == "tables" { Swift.print(DetectionTables.markdown, terminator: "") }
        if chosen == nil || chosen == "events" { try await EventsBench.run() }
        if chosen == nil || chosen == "engine" { try await EngineBench.run() }
        if chosen == nil || chosen == "history" { try await HistoryBench.run() }
        if chosen == nil || chosen == "detection" { try await DetectionBench.run() }
        if chosen == nil || chosen == "identity" { try await IdentityBench.run() }
        if chosen == nil || chosen == "metrics" { try await MetricsBench.run() }
    }

    /// Runs the body with a fresh, migrated database on a real disk: /tmp may be memory, where a sync costs nothing.
    static func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        try await Scratch.with { folder in
            let database = try SQLiteDatabase.open(path: "\(folder)/bench.db", readers: 2, logger: .silent)
            try await Migrator(migrations: Schema.migrations).migrate(database, binaryVersion: "bench", time: .system)
            try await body(database)
            await database.close()
        }
    }

    /// Seconds that the body takes.
    static func seconds(_ body: () async throws -> Void) async rethrows -> Double {
        let start = TimeSource.system.uptime()
        try await body()
        return (TimeSource.system.uptime() - start).inSeconds
    }

    static func print(_ name: String, _ value: Double, _ unit: String, digits: Int = 0) {
        let scale = digits == 0 ? 1.0 : digits == 1 ? 10 : 1000
        let rounded = (value * scale).rounded() / scale
        Swift.print("\(name): \(digits == 0 ? String(Int(rounded)) : String(rounded)) \(unit)")
    }
}
