// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import StorageSQLite
import Workflows

/// What a run costs when few and many finished ones are stored: it should not matter.
enum HistoryBench {
    static func run() async throws {
        for stored in [10, 1000, 100_000] {
            try await Rooms.withDatabase { database in
                try await fill(database, with: stored)
                try await EngineBench.withEngine(on: database) { engine in
                    _ = try await EngineBench.one(engine, subject: "warm-up")
                    let runs = 50
                    let working = try await Rooms.seconds {
                        for number in 0..<runs { _ = try await EngineBench.one(engine, subject: "s\(number)") }
                    }
                    Rooms.print("a run of 10 steps, \(stored) stored", working / Double(runs) * 1000, "ms", digits: 3)
                    let listing = try await Rooms.seconds {
                        for _ in 0..<runs { _ = try await engine.runs(RunFilter(limit: 20)) }
                    }
                    Rooms.print("the newest 20 runs, \(stored) stored", listing / Double(runs) * 1000, "ms", digits: 3)
                }
            }
        }
    }

    private static func fill(_ database: some Database, with count: Int) async throws {
        let store = RunStore()
        for batch in stride(from: 0, to: count, by: 1000) {
            try await database.write { connection in
                for number in batch..<min(batch + 1000, count) {
                    let time = TimeSource.system.now()
                    let step = StepRecord(
                        name: "step", effect: .repeatable, state: .succeeded, attempt: 1, output: .null)
                    try store.insert(
                        Run(
                            id: RandomSource.system.identifier(at: time), kind: "bench", kindVersion: 1,
                            subject: "old\(number % 100)", projectID: nil, input: .null, state: .succeeded,
                            progress: 100, createdAt: time, startedAt: time, finishedAt: time,
                            steps: Array(repeating: step, count: 10).enumerated().map { index, step in
                                var step = step
                                step.name = "step-\(index)"
                                return step
                            }), on: connection)
                }
            }
        }
    }
}
