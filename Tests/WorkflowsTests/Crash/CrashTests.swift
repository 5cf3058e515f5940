// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Processes that die at every moment of a run's life, and what their successors make of it.
@Suite struct CrashTests {
    /// One process: an engine that submits the run and works until the run is over or the process dies.
    ///
    /// Whoever is asked about a step in doubt looks at the world and answers truthfully.
    private func live(
        _ fixture: EngineFixture, _ farSide: FarSide, _ crash: CrashPoint, fails: Bool
    ) async throws -> Run? {
        let database = MortalDatabase(base: fixture.database, crash: crash)
        let events = EventLog(database: database, time: fixture.time.source)
        let engine = WorkflowEngine(
            database: database, events: events, registry: try RunRegistry([farSide.definition(crash, fails: fails)]),
            time: fixture.time.source, random: .seeded(7), nodeID: "here", logger: .silent)
        return try await withThrowingTaskGroup(of: Run?.self) { group in
            group.addTask {
                try? await engine.run()
                return nil
            }
            group.addTask {
                try await crash.waitForDeath()
                return nil
            }
            group.addTask {
                let run = try await engine.submit(
                    kind: "classes", subject: "thing/1", projectID: nil, input: [:],
                    request: RunRequest(idempotencyKey: "once"))
                for try await _ in events.changes(after: nil, runID: run.id) {
                    let run = try await engine.run(run.id)
                    if run.state.isTerminal { return run }
                    guard run.question != nil else { continue }
                    try await engine.answer(run.id, farSide.now.mails == 0 ? .retry : .proceed)
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = await group.nextResult() {
                if crash.isDead { return nil }
                if let run = try result.get() { return run }
            }
            return nil
        }
    }

    @Test(arguments: [false, true]) func aProcessMayDieAtAnyMoment(fails: Bool) async throws {
        var moment = 1
        while true {
            let farSide = FarSide()
            let isOver = try await EngineFixture.with { fixture in
                let crash = CrashPoint(after: moment)
                let first = try await live(fixture, farSide, crash, fails: fails)
                let run = try #require(
                    try await first == nil ? live(fixture, farSide, CrashPoint(after: nil), fails: fails) : first)
                try await verify(run, farSide.now, fixture, fails: fails, "died at moment \(moment)")
                return first != nil
            }
            if isOver { break }
            moment += 1
        }
        // Six commits and four effects, each with a moment before and after, besides the log text.
        #expect(moment > 18)
    }

    @Test(arguments: 0..<40) func aProcessMayDieAgainAndAgain(seed: UInt64) async throws {
        let random = RandomSource.seeded(seed)
        let farSide = FarSide()
        let fails = seed % 2 == 1
        try await EngineFixture.with { fixture in
            var run: Run?
            for _ in 0..<200 where run == nil {
                run = try await live(
                    fixture, farSide, CrashPoint(after: 1 + Int(random.next() % 14)), fails: fails)
            }
            if run == nil { run = try await live(fixture, farSide, CrashPoint(after: nil), fails: fails) }
            try await verify(try #require(run), farSide.now, fixture, fails: fails, "seed \(seed)")
        }
    }

    private func verify(
        _ run: Run, _ ledger: FarSide.Ledger, _ fixture: EngineFixture, fails: Bool, _ what: Comment
    ) async throws {
        #expect(ledger.mails == 1, what)
        if fails {
            #expect(run.state == .rolledBack, what)
            #expect(ledger.keyed.isEmpty && ledger.services.isEmpty && ledger.files.isEmpty, what)
        } else {
            #expect(run.state == .succeeded, what)
            #expect(Array(ledger.keyed.keys) == ["\(run.id)/charge"], what)
            #expect(ledger.servicesStarted == 1 && ledger.services == ["service"], what)
            #expect(ledger.files == ["file"], what)
        }
        let runs = try await fixture.database.read { try RunStore().count(on: $0) }
        #expect(runs == 1, what)
        let finished = try await fixture.history(run.id).count { $0 == "run.finished" }
        #expect(finished == 1, what)
    }
}
