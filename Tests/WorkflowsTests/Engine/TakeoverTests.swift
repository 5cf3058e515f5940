// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Leases, fencing, affinity and graceful stops: who may go on with a run, and when.
@Suite struct TakeoverTests {
    /// A database clock that stands still until a test moves it.
    private static let clock = DatabaseClock(
        expression: "(SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'test_clock')")

    private func setClock(_ fixture: EngineFixture, _ milliseconds: Int) async throws {
        try await fixture.database.write { connection in
            try connection.execute("DELETE FROM settings WHERE name = 'test_clock'")
            try connection.execute(
                "INSERT INTO settings (name, value) VALUES ('test_clock', ?)", [.text("\(milliseconds)")])
        }
    }

    private func gated(_ diary: Diary, _ gate: WakeSignal, _ placement: RunDefinition.Placement) -> RunDefinition {
        RunDefinition(
            kind: "shared", placement: placement,
            steps: [
                StepDefinition(name: "one", effect: .keyed) { context in
                    diary.note("begin \(context.fencingToken) \(context.idempotencyKey)")
                    if context.fencingToken == 1 { await gate.waitRegardless(beyond: 0) }
                    diary.note("end \(context.fencingToken)")
                    return .integer(context.fencingToken)
                }
            ], conclusion: { .succeeded($0["one"]) })
    }

    @Test func anExpiredLeaseIsTakenOverAndItsHolderFencedOff() async throws {
        try await EngineFixture.with { fixture in
            try await setClock(fixture, 1_000_000)
            var configuration = EngineConfiguration()
            configuration.clock = Self.clock
            let diary = Diary()
            let gate = WakeSignal()
            let slow = try fixture.engine(
                [gated(diary, gate, .anywhere)], node: "slow", configuration: configuration)
            let other = try fixture.engine(
                [gated(diary, gate, .anywhere)], node: "other", configuration: configuration)
            let run = try await slow.submit("shared")
            try await fixture.running(slow) { _ in
                try await diary.wait(for: "begin 1 \(run.id)/one")
                try await setClock(fixture, 1_029_000)
                try await fixture.running(other) { _ in
                    // Not expired by the database's clock, whatever anybody else's says.
                    let claimable = try await fixture.database.read {
                        try RunStore(clock: Self.clock).claimable(
                            [RunKind(name: "shared", version: 1)], node: "other", now: fixture.time.now, limit: 9,
                            on: $0)
                    }
                    #expect(claimable.isEmpty)
                }
                try await setClock(fixture, 1_030_001)
                let finished = try await fixture.running(other) { try await $0.wait(run.id) }
                #expect(finished.state == .succeeded && finished.output?.text == "2")
                gate.raise()
                try await diary.wait(for: "end 1")
            }
            let after = try await slow.run(run.id)
            #expect(after.output?.text == "2", "the fenced engine wrote")
            #expect(try await fixture.history(run.id).count { $0 == "run.step_succeeded one" } == 1)
            // The key is the same for both, so the far side can tell that it is one effect.
            #expect(diary.all.filter { $0.hasPrefix("begin") }.allSatisfy { $0.hasSuffix("\(run.id)/one") })
        }
    }

    @Test func aStepThatFindsItsLeaseRunOutIsInterruptedNotFailed() async throws {
        try await EngineFixture.with { fixture in
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "shared", placement: .anywhere,
                    steps: [
                        StepDefinition(name: "one", effect: .keyed) { context in
                            // As `checkLease` does after a long sleep of the process.
                            if context.attempt == 1 { throw Failure(.leaseLost, "the lease has run out") }
                            return .integer(Int64(context.attempt))
                        }
                    ], conclusion: { .succeeded($0["one"]) })
            ])
            let run = try await engine.submit("shared")
            let ended = try await fixture.running(engine) { try await $0.wait(run.id) }
            #expect(ended.state == .succeeded && ended.output?.text == "2")
        }
    }

    @Test func aRunBoundToANodeStaysThere() async throws {
        try await EngineFixture.with { fixture in
            try await setClock(fixture, 1_000_000)
            var configuration = EngineConfiguration()
            configuration.clock = Self.clock
            let diary = Diary()
            let engine = try fixture.engine(
                [RunDefinition(kind: "local", steps: [.hanging("one", in: diary)])], node: "here",
                configuration: configuration)
            let run = try await engine.submit("local")
            try await fixture.running(engine) { _ in try await diary.wait(for: "one") }
            try await setClock(fixture, 9_000_000)
            let (foreign, own, reported) = try await fixture.database.read { connection in
                let store = RunStore(clock: Self.clock)
                let kinds = [RunKind(name: "local", version: 1)]
                return (
                    try store.claimable(kinds, node: "there", now: fixture.time.now, limit: 9, on: connection),
                    try store.claimable(kinds, node: "here", now: fixture.time.now, limit: 9, on: connection),
                    try store.unclaimable(kinds, node: "there", on: connection).map(\.id)
                )
            }
            #expect(foreign.isEmpty && own == [run.id] && reported == [run.id])
        }
    }

    @Test func aStoppedEngineInterruptsItsRunsAndTheNextOneResumesThem() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let first = try fixture.engine([RunDefinition(kind: "slow", steps: [.hanging("one", in: diary)])])
            let run = try await first.submit("slow")
            try await fixture.running(first) { _ in try await diary.wait(for: "one") }
            #expect(diary.all == ["one", "stopped one"])
            let left = try await first.run(run.id)
            #expect(left.state == .running && left.steps[0].state == .running && left.failure == nil)
            let second = try fixture.engine([
                RunDefinition(
                    kind: "slow",
                    steps: [
                        StepDefinition(name: "one", effect: .repeatable) { context in
                            diary.note("resumed \(context.isResumed) \(context.attempt)")
                            return [:]
                        }
                    ])
            ])
            let finished = try await fixture.running(second) { try await $0.wait(run.id) }
            #expect(finished.state == .succeeded)
            #expect(diary.all.last == "resumed true 2")
        }
    }

    @Test func aCancellationAskedForWhileNobodyWorksIsCarriedOutAtTheNextStart() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(kind: "slow", steps: [.noting("zero", in: diary), .hanging("one", in: diary)])
            ])
            let run = try await engine.submit("slow")
            try await fixture.running(engine) { _ in try await diary.wait(for: "one") }
            try await engine.cancel(run.id)
            let finished = try await fixture.running(engine) { try await $0.wait(run.id) }
            #expect(finished.state == .cancelled)
            #expect(diary.all == ["zero", "one", "stopped one", "undo one unfinished", "undo zero"])
        }
    }
}
