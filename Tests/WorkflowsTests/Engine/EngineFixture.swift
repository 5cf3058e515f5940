// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization
import TestKit
import Workflows

/// A database, and engines over it that live as long as a closure.
struct EngineFixture: Sendable {
    let database: any Database
    let time: ManualTime
    let events: EventLog

    static func with<Value>(_ body: (EngineFixture) async throws -> Value) async throws -> Value {
        try await TemporaryDatabase.with { database in
            let time = ManualTime()
            return try await body(
                EngineFixture(database: database, time: time, events: EventLog(database: database, time: time.source)))
        }
    }

    func engine(
        _ definitions: [RunDefinition], node: String = "here", seed: UInt64 = 1,
        configuration: EngineConfiguration = EngineConfiguration(), observer: JournalWrite.Observer? = nil
    ) throws -> WorkflowEngine {
        WorkflowEngine(
            database: database, events: events, registry: try RunRegistry(definitions), time: time.source,
            random: .seeded(seed), nodeID: node, configuration: configuration, logger: .silent,
            journalObserver: observer)
    }

    /// Runs an engine for as long as the closure, then stops it gracefully.
    func running<Value: Sendable>(
        _ engine: WorkflowEngine, _ body: @Sendable (WorkflowEngine) async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            do {
                let value = try await body(engine)
                group.cancelAll()
                return value
            } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    /// Every event of a run, as `type` or `type step`.
    func history(_ id: RunID) async throws -> [String] {
        try await events.read(after: nil, limit: 1000, runID: id)
            .map { event in [event.type, event.data["step"]?.string].compactMap { $0 }.joined(separator: " ") }
    }
}

extension WorkflowEngine {
    @discardableResult
    func submit(_ kind: String, _ subject: String = "thing/1", supersede: Bool = false) async throws -> Run {
        try await submit(kind: kind, subject: subject, projectID: nil, input: [:], supersede: supersede)
    }
}

/// What steps did, in order, as seen from outside.
final class Diary: Sendable {
    private let entries = Mutex<[String]>([])
    private let signal = WakeSignal()

    func note(_ entry: String) {
        entries.withLock { $0.append(entry) }
        signal.raise()
    }

    var all: [String] { entries.withLock { $0 } }

    func count(_ entry: String) -> Int { all.count { $0 == entry } }

    /// Suspends until an entry was noted.
    func wait(for entry: String) async throws {
        while true {
            let seen = signal.count
            if all.contains(entry) { return }
            try await signal.wait(beyond: seen)
        }
    }
}

extension StepDefinition {
    /// A step that notes that it ran, and that it was undone.
    static func noting(
        _ name: String, in diary: Diary, effect: EffectClass = .repeatable, output: JSONValue = [:],
        compensated: Bool = true
    ) -> StepDefinition {
        var step = StepDefinition(name: name, effect: effect) { _ in
            diary.note(name)
            return output
        }
        if compensated { step.compensate = { _, _ in diary.note("undo \(name)") } }
        return step
    }

    /// A step that never ends by itself.
    static func hanging(
        _ name: String, in diary: Diary, effect: EffectClass = .repeatable, timeout: Duration? = nil,
        retry: RetryPolicy = .never
    ) -> StepDefinition {
        StepDefinition(
            name: name, effect: effect, timeout: timeout, retry: retry,
            run: { _ in
                diary.note(name)
                do {
                    try await WakeSignal().wait(beyond: 0)
                } catch {
                    diary.note("stopped \(name)")
                    throw error
                }
                return [:]
            }, compensate: { _, output in diary.note("undo \(name)\(output == nil ? " unfinished" : "")") })
    }

    static func failing(
        _ name: String, in diary: Diary, _ failure: Failure, times: Int = .max, retry: RetryPolicy = .never
    ) -> StepDefinition {
        StepDefinition(
            name: name, effect: .repeatable, retry: retry,
            run: { context in
                diary.note(name)
                if context.attempt <= times { throw failure }
                return [:]
            })
    }
}

extension EngineFixture {
    /// Moves the clock on, a second at a time, until something is true.
    func letTimePass(until isDone: @Sendable () async throws -> Bool) async throws {
        while try await !isDone() {
            time.advance(by: .seconds(1))
            await Task.yield()
        }
    }
}
