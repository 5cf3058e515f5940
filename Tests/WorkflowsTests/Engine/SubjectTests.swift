// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Runs of one subject go one after another; those of different subjects side by side.
@Suite struct SubjectTests {
    @Test func runsOfASubjectGoInTheOrderTheyCame() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let step = StepDefinition(name: "only", effect: .repeatable) { context in
                let number = context.input["number"]?.integer ?? -1
                diary.note("begin \(number)")
                await Task.yield()
                diary.note("end \(number)")
                return [:]
            }
            let engine = try fixture.engine([RunDefinition(kind: "one", steps: [step])])
            var runs: [Run] = []
            for number in 0..<10 {
                runs.append(
                    try await engine.submit(
                        kind: "one", subject: "thing/1", projectID: nil, input: ["number": .integer(Int64(number))]))
            }
            try await fixture.running(engine) { [runs] engine in
                for run in runs { _ = try await engine.wait(run.id) }
            }
            #expect(diary.all == (0..<10).flatMap { ["begin \($0)", "end \($0)"] })
        }
    }

    @Test func subjectsGoSideBySideUpToTheNumberOfWorkers() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let gate = WakeSignal()
            let step = StepDefinition(name: "only", effect: .repeatable) { context in
                diary.note(context.subject)
                try await gate.wait(beyond: 0)
                return [:]
            }
            var configuration = EngineConfiguration()
            configuration.workers = 2
            let engine = try fixture.engine([RunDefinition(kind: "one", steps: [step])], configuration: configuration)
            try await fixture.running(engine) { engine in
                var runs: [Run] = []
                for number in 1...3 { runs.append(try await engine.submit("one", "thing/\(number)")) }
                try await diary.wait(for: "thing/1")
                try await diary.wait(for: "thing/2")
                #expect(try await engine.run(runs[2].id).state == .pending)
                gate.raise()
                for run in runs { #expect(try await engine.wait(run.id).state == .succeeded) }
            }
        }
    }

    @Test func aNewerRunTakesThePlaceOfTheOlderOnes() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            let engine = try fixture.engine([
                RunDefinition(kind: "slow", steps: [.noting("one", in: diary), .hanging("two", in: diary)]),
                RunDefinition(kind: "quick", steps: [.noting("three", in: diary)]),
                RunDefinition(kind: "firm", isSupersedable: false, steps: [.noting("firm", in: diary)]),
            ])
            try await fixture.running(engine) { engine in
                let working = try await engine.submit("slow")
                let queued = try await engine.submit("slow")
                let firm = try await engine.submit("firm")
                let other = try await engine.submit("slow", "thing/2")
                try await diary.wait(for: "two")
                let newest = try await engine.submit("quick", supersede: true)
                // The queued one is over with the submission; the working one undoes itself first.
                #expect(try await engine.run(queued.id).state == .cancelled)
                #expect(try await engine.wait(newest.id).state == .succeeded)
                let superseded = try await engine.run(working.id)
                #expect(superseded.state == .cancelled && superseded.failure?.code == .runSuperseded)
                #expect(superseded.failure?.metadata.first?.value == "\(newest.id)")
                #expect(try await engine.run(firm.id).state == .succeeded)
                #expect(try await engine.run(other.id).state != .cancelled)
                let order = diary.all.filter { ["undo one", "firm", "three"].contains($0) }
                #expect(order == ["undo one", "firm", "three"])
            }
        }
    }

    @Test func aWaitingRunKeepsItsSubjectButNoWorker() async throws {
        try await EngineFixture.with { fixture in
            let diary = Diary()
            var configuration = EngineConfiguration()
            configuration.workers = 1
            let engine = try fixture.engine(
                [
                    RunDefinition(
                        kind: "retrying",
                        steps: [
                            .failing(
                                "busy", in: diary, Failure(.ioFailed, "busy", retry: .after(.seconds(60))), times: 1,
                                retry: RetryPolicy(maxAttempts: 2))
                        ]),
                    RunDefinition(kind: "quick", steps: [.noting("quick", in: diary)]),
                ], configuration: configuration)
            try await fixture.running(engine) { engine in
                let retrying = try await engine.submit("retrying")
                let behind = try await engine.submit("quick")
                let other = try await engine.submit("quick", "thing/2")
                #expect(try await engine.wait(other.id).state == .succeeded)
                #expect(try await engine.run(retrying.id).state == .waiting)
                #expect(try await engine.run(behind.id).state == .pending)
                try await fixture.letTimePass { try await engine.run(behind.id).state.isTerminal }
                #expect(try await engine.run(retrying.id).state == .succeeded)
                #expect(diary.all == ["busy", "quick", "busy", "quick"])
            }
        }
    }
}
