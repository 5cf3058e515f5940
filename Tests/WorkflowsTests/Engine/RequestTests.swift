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
            func submit(_ input: JSONDocument, subject: String = "thing/1") async throws -> Run {
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

    @Test func whatDidNotSucceedIsStartedOnceMore() async throws {
        try await with { engine, fixture in
            let pending = try await engine.submit("one")
            let early = await #expect(throws: Failure.self) { try await engine.retry(pending.id) }
            #expect(early?.code == .runNotRetryable)
            try await engine.cancel(pending.id)
            let again = try await engine.retry(pending.id, RunRequest(actor: "ann"))
            #expect(again.id != pending.id && again.input == pending.input && again.actor == "ann")
            let done = try await fixture.running(engine) { try await $0.wait(again.id) }
            let late = await #expect(throws: Failure.self) { try await engine.retry(done.id) }
            #expect(late?.code == .runNotRetryable)
        }
    }

    /// Another run that waits for a machine which is gone would keep all later ones of its subject waiting.
    @Test func whatIsStartedOnceMoreGoesWhereItsProjectIsNow() async throws {
        try await with { engine, fixture in
            let ids = ([1, 2, 3] as [UInt64]).map { NodeID(at: fixture.time.now, random: ($0, $0)) }
            let project = try await fixture.database.write {
                try ProjectStore().create(
                    ProjectName("shop"), id: ProjectID(at: fixture.time.now, random: (9, 9)), node: ids[0],
                    at: fixture.time.now, on: $0)
            }
            func cancelled(of project: ProjectID?, on node: NodeID) async throws -> RunID {
                let run = try await engine.submit(
                    kind: "one", subject: "thing/\(node)", projectID: project, input: [:], node: node.description)
                return try await engine.cancel(run.id).id
            }
            func code(_ run: RunID) async -> FailureCode? {
                do { _ = try await engine.retry(run) } catch { return (error as? Failure)?.code }
                return nil
            }
            let run = try await cancelled(of: project.id, on: ids[0])
            #expect(try await engine.retry(run).node == ids[0].description)
            try await fixture.database.write { try ProjectStore().displaceAll(from: ids[0], on: $0) }
            #expect(await code(run) == .runNotRetryable)
            try await fixture.database.write { try ProjectStore().place(project.id, on: ids[1], $0) }
            #expect(try await engine.retry(run).node == ids[1].description)

            let other = try await cancelled(of: nil, on: ids[2])
            #expect(await code(other) == .runNotRetryable)
            let now = fixture.time.now
            try await fixture.database.write {
                try NodeStore().beat(Node(id: ids[2], name: "c", version: "1", startedAt: now, seenAt: now), on: $0)
            }
            #expect(try await engine.retry(other).node == ids[2].description)
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
