// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import StorageSQLite
import Workflows

/// Journaled steps per second: runs one after another, and many at once.
enum EngineBench {
    static let steps = 10

    static func run() async throws {
        try await Rooms.withDatabase { database in
            try await withEngine(on: database) { engine in
                _ = try await one(engine, subject: "warm-up")
                let runs = 100
                let sequential = try await Rooms.seconds {
                    for number in 0..<runs { _ = try await one(engine, subject: "s\(number)") }
                }
                Rooms.print("engine, one run after another", Double(runs * steps) / sequential, "steps/s")
                let parallel = try await Rooms.seconds {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<runs { group.addTask { _ = try await one(engine, subject: "p\(number)") } }
                        try await group.waitForAll()
                    }
                }
                Rooms.print("engine, \(runs) runs at once", Double(runs * steps) / parallel, "steps/s")
            }
        }
    }

    /// Submits a run of ten steps that do nothing and waits for its end.
    static func one(_ engine: WorkflowEngine, subject: String) async throws -> Run {
        let run = try await engine.submit(kind: "bench", subject: subject, projectID: nil, input: .null)
        let ended = try await engine.wait(run.id)
        precondition(ended.state == .succeeded, "the run \(ended.state): \(String(describing: ended.failure))")
        return ended
    }

    static func withEngine(on database: SQLiteDatabase, _ body: (WorkflowEngine) async throws -> Void) async throws {
        let definition = RunDefinition(
            kind: "bench",
            steps: (0..<steps).map { number in
                StepDefinition(name: "step-\(number)", effect: .repeatable) { _ in .integer(Int64(number)) }
            })
        let engine = WorkflowEngine(
            database: database, events: EventLog(database: database, time: .system),
            registry: try RunRegistry([definition]), time: .system, random: .system, nodeID: "bench",
            configuration: EngineConfiguration(workers: 16), logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            try await body(engine)
            group.cancelAll()
        }
    }
}
