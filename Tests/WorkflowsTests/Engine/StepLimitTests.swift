// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Timeouts, retries, and questions about steps in doubt, through the engine.
@Suite struct StepLimitTests {
    @Test func aStepThatTakesTooLongIsStoppedAndTriedAgain() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "slow",
                    steps: [
                        .hanging(
                            "wait", in: diary, timeout: .seconds(5),
                            retry: RetryPolicy(maxAttempts: 2, codes: [.stepTimedOut]))
                    ])
            ])
            let run = try await fixture.running(engine) { engine in
                let run = try await engine.submit("slow")
                try await fixture.letTimePass { try await engine.run(run.id).state.isTerminal }
                return try await engine.run(run.id)
            }
            #expect(run.state == .rolledBack)
            #expect(run.failure?.code == .stepTimedOut)
            #expect(diary.all == ["wait", "stopped wait", "wait", "stopped wait", "undo wait unfinished"])
        }
    }

    @Test func anAtMostOnceStepThatTakesTooLongAsks() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "slow",
                    steps: [
                        .hanging(
                            "mail", in: diary, effect: .atMostOnce, timeout: .seconds(5),
                            retry: RetryPolicy(maxAttempts: 9, codes: [.stepTimedOut])),
                        .noting("after", in: diary),
                    ])
            ])
            try await fixture.running(engine) { engine in
                let run = try await engine.submit("slow")
                try await fixture.letTimePass { try await engine.run(run.id).question != nil }
                #expect(diary.all == ["mail", "stopped mail"])
                let failure = await #expect(throws: Failure.self) {
                    try await engine.answer(RunID(at: fixture.time.now, random: (9, 9)), .proceed)
                }
                #expect(failure?.code == .runNotFound)
                try await engine.answer(run.id, .proceed)
                #expect(try await engine.wait(run.id).state == .succeeded)
                #expect(diary.all == ["mail", "stopped mail", "after"])
            }
        }
    }

    @Test func aRetryRemembersItsFailureAndGoesOn() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "retrying",
                    steps: [
                        .failing(
                            "busy", in: diary, Failure(.ioFailed, "busy"), times: 2,
                            retry: RetryPolicy(maxAttempts: 3, backoff: Backoff(base: .seconds(20))))
                    ])
            ])
            let run = try await fixture.running(engine) { engine in
                let run = try await engine.submit("retrying")
                try await fixture.letTimePass { try await engine.run(run.id).state.isTerminal }
                return try await engine.run(run.id)
            }
            #expect(run.state == .succeeded && run.steps[0].attempt == 3)
            #expect(
                try await fixture.history(run.id) == [
                    "run.created", "run.started", "run.step_started busy", "run.step_retrying busy",
                    "run.step_started busy", "run.step_retrying busy", "run.step_started busy",
                    "run.step_succeeded busy", "run.finished",
                ])
        }
    }

    @Test func stepsThatAreNotNeededAreSkipped() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            func step(_ name: String, needed: @escaping StepDefinition.Condition) -> StepDefinition {
                StepDefinition(
                    name: name, effect: .repeatable, isNeeded: needed,
                    run: { _ in
                        diary.note(name)
                        return [:]
                    })
            }
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "skipping",
                    steps: [
                        step("never", needed: { _ in false }), step("first", needed: { _ in true }),
                        step("unless first", needed: { $0.outputs["first"] == nil }),
                        step("undecided", needed: { try $0.output(of: "nothing", as: String.self).isEmpty }),
                    ])
            ])
            let run = try await fixture.running(engine) { try await $0.wait($0.submit("skipping").id) }
            #expect(run.steps.map(\.state) == [.skipped, .succeeded, .skipped, .failed])
            #expect(run.state == .failed && run.failure?.code == .noOutput)
            #expect(diary.all == ["first"])
        }
    }
}
