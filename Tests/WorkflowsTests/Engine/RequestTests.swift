// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// What callers may ask of the engine, and what it answers.
@Suite struct RequestTests {
    private func with(_ body: (WorkflowEngine, EngineFixture) async throws -> Void) async throws {
        try await EngineFixture.with { fixture in
            let engine = try fixture.engine([RunDefinition(kind: "one", steps: [.noting("only", in: Diary())])])
            try await body(engine, fixture)
        }
    }

    @Test func anIdempotencyKeyReturnsTheRunItMade() async throws {
        try await with { engine, fixture in
            func submit(_ input: JSONValue, subject: String = "thing/1") async throws -> Run {
                try await engine.submit(
                    kind: "one", subject: subject, projectID: nil, input: input,
                    request: RunRequest(idempotencyKey: "key"))
            }
            let first = try await submit(["number": .number(3)])
            #expect(try await submit(["number": .integer(3)]).id == first.id)
            for attempt in [{ try await submit([:]) }, { try await submit(["number": 3], subject: "thing/2") }] {
                let failure = await #expect(throws: Failure.self) { try await attempt() }
                #expect(failure?.code == .idempotencyConflict)
            }
            #expect(try await fixture.history(first.id) == ["run.created"])
        }
    }

    @Test func aPendingRunIsCancelledAtOnceAndAFinishedOneNotAtAll() async throws {
        try await with { engine, fixture in
            let pending = try await engine.submit("one")
            let cancelled = try await engine.cancel(pending.id)
            #expect(cancelled.state == .cancelled && cancelled.failure?.code == .runCancelled)
            #expect(try await engine.cancel(pending.id).state == .cancelled)
            #expect(try await fixture.history(pending.id) == ["run.created", "run.finished"])
            let done = try await fixture.running(engine) { try await $0.wait($0.submit("one").id) }
            let failure = await #expect(throws: Failure.self) { try await engine.cancel(done.id) }
            #expect(failure?.code == .runFinished)
        }
    }

    @Test func whatIsNotThereIsSaid() async throws {
        try await with { engine, fixture in
            let nobody = RunID(at: fixture.time.now, random: (1, 1))
            let unknown = await #expect(throws: Failure.self) { try await engine.submit("two") }
            #expect(unknown?.code == .runKindUnknown)
            for attempt in [{ try await engine.run(nobody) }, { try await engine.cancel(nobody) }] {
                let failure = await #expect(throws: Failure.self) { try await attempt() }
                #expect(failure?.code == .runNotFound)
            }
            let run = try await engine.submit("one")
            let failure = await #expect(throws: Failure.self) { try await engine.answer(run.id, .retry) }
            #expect(failure?.code == .noSuchQuestion)
        }
    }

    @Test func aSubmissionSharesTheCallersTransaction() async throws {
        try await with { engine, fixture in
            struct Undone: Error {}
            await #expect(throws: Undone.self) {
                try await fixture.database.write { connection in
                    _ = try engine.submit(
                        kind: "one", subject: "thing/1", projectID: nil, input: [:], on: connection)
                    throw Undone()
                }
            }
            let runs = try await engine.runs(RunFilter())
            let latest = try await fixture.events.latest()
            #expect(runs.isEmpty && latest == 0)
        }
    }
}
