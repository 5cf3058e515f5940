// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct WorkflowEngineTests {
    @Test func anOutputThatJSONHasNoTextForFailsItsStep() async throws {
        try await EngineFixture.with { fixture in
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "division", steps: [StepDefinition(name: "one", effect: .keyed) { _ in .number(1 / 0.0) }])
            ])
            let run = try await fixture.running(engine) { try await $0.wait(try await $0.submit("division").id) }
            #expect(run.state == .failed && run.steps[0].state == .failed)
            #expect(run.failure?.message.contains("inf") == true, "\(run.failure?.message ?? "")")
        }
    }

    @Test func aRunGoesThroughItsStepsAndItsEventsSaySo() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "pair",
                    steps: [
                        .noting("one", in: diary, output: ["number": 41]),
                        StepDefinition(name: "two", effect: .repeatable) { context in
                            struct One: Decodable { var number: Int }
                            let one = try context.output(of: "one", as: One.self)
                            try await context.log("adding")
                            return ["number": .integer(Int64(one.number + 1))]
                        },
                    ], conclusion: { .succeeded($0["two"]) })
            ])
            let run = try await fixture.running(engine) { engine in
                try await engine.wait(engine.submit("pair").id)
            }
            #expect(run.state == .succeeded)
            #expect(run.output == ["number": 42])
            #expect(run.progress == 100)
            #expect(
                try await fixture.history(run.id).filter { $0 != "run.log two" } == [
                    "run.created", "run.started", "run.step_started one", "run.step_succeeded one",
                    "run.step_started two", "run.step_succeeded two", "run.finished",
                ])
            let log = try await fixture.database.read { try LogChunkStore().chunks(of: run.id, on: $0) }
            #expect(log.map(\.text) == ["adding\n"])
        }
    }

    @Test func aFailedRunUndoesWhatItBeganLastFirst() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(
                    kind: "broken",
                    steps: [
                        .noting("one", in: diary), .noting("two", in: diary),
                        .failing("three", in: diary, Failure(.notFound, "no such thing")),
                    ])
            ])
            let run = try await fixture.running(engine) { try await $0.wait($0.submit("broken").id) }
            #expect(run.state == .rolledBack)
            #expect(run.failure?.code == .notFound)
            #expect(run.steps.map(\.state) == [.compensated, .compensated, .failed])
            #expect(diary.all == ["one", "two", "three", "undo two", "undo one"])
        }
    }

    @Test func cancellationReachesTheStepThatRuns() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(kind: "slow", steps: [.noting("one", in: diary), .hanging("two", in: diary)])
            ])
            let run = try await fixture.running(engine) { engine in
                let run = try await engine.submit("slow")
                try await diary.wait(for: "two")
                #expect(try await engine.cancel(run.id).state == .cancelling)
                return try await engine.wait(run.id)
            }
            #expect(run.state == .cancelled)
            #expect(diary.all == ["one", "two", "stopped two", "undo two unfinished", "undo one"])
        }
    }
}
