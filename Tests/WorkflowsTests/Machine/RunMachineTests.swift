// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct RunMachineTests {
    private let time = MachineWorld.time

    private func machine(
        _ effects: [EffectClass], retry: RetryPolicy = .never, compensated: Bool = true
    ) -> RunMachine {
        RunMachine(
            RunJournal(run: MachineWorld.run(effects)),
            policies: effects.map { _ in StepPolicy(retry: retry, hasCompensation: compensated) })
    }

    @Test func weightsMakeTheProgress() {
        var machine = machine([.repeatable, .repeatable, .repeatable])
        #expect(machine.resume(at: time) == .perform(0))
        _ = machine.stepProgressed(0.6)
        #expect(abs(machine.run.progress - 10) < 0.001)
        #expect(machine.stepProgressed(0.3) == false, "progress went back")
        #expect(machine.stepSucceeded(output: [:], at: time) == .perform(1))
        _ = machine.stepProgressed(0.5)
        #expect(abs(machine.run.progress - 100.0 / 3) < 0.001)
    }

    @Test func aRetryWaitsWithFullJitterAndEndsWithItsPolicy() {
        let retry = RetryPolicy(maxAttempts: 3, backoff: Backoff(base: .seconds(4), limit: .seconds(6)))
        var machine = machine([.repeatable], retry: retry, compensated: false)
        _ = machine.resume(at: time)
        let failure = Failure(.ioFailed, "busy")
        #expect(machine.stepFailed(failure, jitter: 0.5, at: time) == .wait)
        #expect(machine.journal.wakeAt == time + .seconds(2))
        #expect(machine.resume(at: time + .seconds(1)) == .wait, "woke too early")
        #expect(machine.resume(at: time + .seconds(2)) == .perform(0))
        #expect(machine.run.steps[0].attempt == 2)
        #expect(machine.stepFailed(failure, jitter: 0.5, at: time) == .wait)
        #expect(machine.journal.wakeAt == time + .seconds(3), "not limited")
        _ = machine.resume(at: time + .seconds(3))
        #expect(machine.stepFailed(failure, jitter: 0.5, at: time) == .finish)
        #expect(machine.run.state == .failed)
    }

    @Test func aFailureThatNamesATimeIsNotTriedBefore() {
        var machine = machine([.repeatable], retry: RetryPolicy(maxAttempts: 2))
        _ = machine.resume(at: time)
        _ = machine.stepFailed(Failure(.ioFailed, "busy", retry: .after(.seconds(90))), jitter: 0, at: time)
        #expect(machine.journal.wakeAt == time + .seconds(90))
    }

    @Test func onlyRetryableFailuresAndNamedCodesAreRetried() {
        for (code, codes, isRetried) in [
            (FailureCode.notFound, Set<FailureCode>(), false), (.notFound, [.notFound], true), (.ioFailed, [], true),
        ] {
            var machine = machine([.repeatable], retry: RetryPolicy(maxAttempts: 2, codes: codes))
            _ = machine.resume(at: time)
            #expect((machine.stepFailed(Failure(code, "no"), jitter: 0, at: time) == .wait) == isRetried)
        }
    }

    @Test func aCrashDoesNotUseUpAttempts() {
        var machine = machine([.keyed], retry: RetryPolicy(maxAttempts: 2))
        _ = machine.resume(at: time)
        for attempt in 2...9 {
            #expect(machine.resume(at: time) == .perform(0))
            #expect(machine.run.steps[0].attempt == attempt)
        }
        #expect(machine.stepFailed(Failure(.ioFailed, "busy"), jitter: 0, at: time) == .wait)
    }

    @Test(arguments: [Question.Answer.retry, .proceed, .abort])
    func anAnswerDecidesAStepInDoubt(answer: Question.Answer) throws {
        var machine = machine([.atMostOnce, .repeatable])
        _ = machine.resume(at: time)
        #expect(machine.resume(at: time) == .wait)
        #expect(machine.run.state == .waiting)
        #expect(machine.run.question?.answers == Question.Answer.allCases)
        #expect(machine.resume(at: time + .seconds(9999)) == .wait, "went on without an answer")
        try machine.answer(answer, at: time)
        let next = machine.resume(at: time)
        switch answer {
        case .retry: #expect(next == .perform(0) && machine.run.steps[0].attempt == 2)
        case .proceed: #expect(next == .perform(1) && machine.run.steps[0].state == .succeeded)
        case .abort: #expect(next == .compensate(0) && machine.run.failure?.code == .runAborted)
        }
        let failure = #expect(throws: Failure.self) { try machine.answer(.retry, at: time) }
        #expect(failure?.code == .noSuchQuestion)
    }

    @Test func failedWithoutAnythingToUndoIsFailed() {
        var machine = machine([.repeatable, .repeatable], compensated: false)
        _ = machine.resume(at: time)
        _ = machine.stepSucceeded(output: [:], at: time)
        #expect(machine.stepFailed(Failure(.notFound, "no"), jitter: 0, at: time) == .finish)
        #expect(machine.run.state == .failed)
        #expect(machine.run.failure?.metadata.contains(.init("step", "step1")) == true)
    }

    @Test func aFailedCompensationIsToldAndTheRestIsStillUndone() {
        var machine = machine([.repeatable, .repeatable])
        _ = machine.resume(at: time)
        _ = machine.stepSucceeded(output: [:], at: time)
        #expect(machine.stepFailed(Failure(.notFound, "no"), jitter: 0, at: time) == .compensate(1))
        #expect(machine.compensationFailed(1, Failure(.ioFailed, "stuck"), at: time) == .compensate(0))
        #expect(machine.compensated(0, at: time) == .finish)
        #expect(machine.run.state == .failed)
        #expect(machine.run.failure?.code == .notFound)
        #expect(machine.run.failure?.metadata.map(\.key) == ["step", "compensation_failed"])
    }

    @Test func aCancelledRunThatCanNotBeUndoneSaysSo() {
        var machine = machine([.repeatable])
        _ = machine.resume(at: time)
        #expect(machine.cancel(at: time) == nil)
        #expect(machine.run.state == .cancelling)
        #expect(machine.stepStopped(at: time) == .compensate(0))
        #expect(machine.compensationFailed(0, Failure(.ioFailed, "stuck"), at: time) == .finish)
        #expect(machine.run.state == .failed)
        #expect(machine.run.failure?.code == .compensationFailed)
    }

    @Test func aHeldRunIsLeftBetweenSteps() {
        var machine = machine([.repeatable, .atMostOnce])
        _ = machine.resume(at: time)
        #expect(machine.stepSucceeded(output: [:], isHeld: true, at: time) == .wait)
        #expect(machine.run.state == .running && machine.run.steps[1].attempt == 0)
        #expect(machine.resume(at: time) == .perform(1), "a step that was not begun is not in doubt")
    }

    @Test func aConclusionMayBePartialOrFailed() {
        var partial = machine([.repeatable])
        _ = partial.resume(at: time)
        let failure = Failure(.notFound, "two devices are missing")
        #expect(partial.stepSucceeded(output: [:], conclusion: .partial(["done": 8], failure), at: time) == .finish)
        #expect(partial.run.state == .partial && partial.run.output == ["done": 8])
        var failed = machine([.repeatable])
        _ = failed.resume(at: time)
        #expect(failed.stepSucceeded(output: [:], conclusion: .failed(failure), at: time) == .compensate(0))
    }
}
