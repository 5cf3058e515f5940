// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage

/// The life of a run as a pure state machine: one method for each thing that can happen, returning what to do next.
///
/// - A run goes forward step by step until the last step is done, a step has failed, or it is to be cancelled.
/// - From a failure or a cancellation on it only goes back: every step that was ever begun and has a compensation is
///   undone, last first, including the one that failed or was cut off (its effect may exist in part). A run that has
///   a failure but is not terminal is on this way.
/// - It ends `cancelled` when it was cancelled; `rolled_back` when it failed and at least one compensation ran;
///   `failed` when it failed and there was nothing to undo. When a compensation failed it ends `failed`, with each
///   such step in the failure's metadata.
/// - Progress is the weight of finished steps, 0 to 100; it never goes back.
///
/// Time and jitter are arguments, so a history replays to the same states.
package struct RunMachine: Sendable, Hashable {
    package internal(set) var journal: RunJournal
    let policies: [StepPolicy]
    private var notices: [RunNotice] = []

    /// `policies` belong to the steps of the run, in their order; a run without policies can only be asked to end.
    package init(_ journal: RunJournal, policies: [StepPolicy] = []) {
        self.journal = journal
        self.policies = policies
    }

    package var run: Run { journal.run }

    /// Whether no further step will be begun.
    package var isGoingBack: Bool { journal.isCancelRequested || journal.run.failure != nil }

    /// The events of what happened since the last call.
    package mutating func takeNotices() -> [RunNotice] {
        defer { notices = [] }
        return notices
    }

    mutating func notice(_ type: String, _ data: JSONValue = [:]) { notices.append(RunNotice(type, data)) }

    // MARK: What happens to a step

    /// The step that runs has finished. `skipping` of the steps after it are not needed; `conclusion` says how
    /// the run ends if none is left. While `isHeld` no further step is begun: the run is left for its next worker.
    package mutating func stepSucceeded(
        output: JSONDocument, skipping: Int = 0, conclusion: RunConclusion = .succeeded(nil), isHeld: Bool = false,
        at time: Timestamp
    ) -> RunAction {
        guard let step = running else { return next(skipping: 0, conclusion: conclusion, at: time) }
        journal.run.steps[step].state = .succeeded
        journal.run.steps[step].output = output
        journal.run.steps[step].finishedAt = time
        updateProgress()
        notice("run.step_succeeded", ["step": .string(run.steps[step].name), "percent": percent])
        return next(skipping: skipping, conclusion: conclusion, isHeld: isHeld, at: time)
    }

    /// The step that runs has failed. It is tried again later when its policy says so; `jitter` is uniform in 0..<1.
    package mutating func stepFailed(_ failure: Failure, jitter: Double, at time: Timestamp) -> RunAction {
        guard let step = running else { return next(skipping: 0, conclusion: .succeeded(nil), at: time) }
        let name = JSONValue.string(run.steps[step].name)
        journal.run.steps[step].failure = failure
        journal.run.steps[step].finishedAt = time
        journal.marks[step].failures += 1
        let encoded = (try? JSONValue(encoding: failure)) ?? .string(failure.description)
        if !isGoingBack, run.steps[step].effect != .atMostOnce,
            let delay = policies[step].retry.delay(
                after: failure, failures: journal.marks[step].failures, jitter: jitter)
        {
            journal.run.steps[step].state = .pending
            journal.run.state = .waiting
            journal.wakeAt = time + delay
            notice(
                "run.step_retrying",
                ["step": name, "failure": encoded, "delay_ms": .integer(Int64(delay.wholeMilliseconds))])
            return .wait
        }
        journal.run.steps[step].state = .failed
        notice("run.step_failed", ["step": name, "failure": encoded])
        if !isGoingBack { journal.run.failure = failure.adding("step", run.steps[step].name) }
        return next(skipping: 0, conclusion: .succeeded(nil), at: time)
    }

    /// Nobody knows whether the step that runs has happened, and it must not happen twice: a person is asked.
    package mutating func stepInDoubt(at time: Timestamp) -> RunAction {
        guard let step = running, !isGoingBack else { return next(skipping: 0, conclusion: .succeeded(nil), at: time) }
        let question = Question(
            text: "step '\(run.steps[step].name)' was cut off and may or may not have happened; look, then choose: "
                + "retry does it again, continue takes it as done, abort gives up and undoes the run",
            answers: Question.Answer.allCases)
        journal.run.question = question
        journal.run.state = .waiting
        notice(
            "run.waiting",
            [
                "step": .string(run.steps[step].name),
                "question": (try? JSONValue(encoding: question)) ?? .string(question.text),
            ])
        return .wait
    }

    /// The step that runs ended because it was told to stop. Unless the run is going back, that was an interruption:
    /// the run is left as it stands, for its next worker.
    package mutating func stepStopped(at time: Timestamp) -> RunAction {
        guard isGoingBack else { return .wait }
        stopRunningStep(at: time)
        return next(skipping: 0, conclusion: .succeeded(nil), at: time)
    }

    /// The step that runs has got this far, 0 to 1. Returns whether the run's progress grew.
    package mutating func stepProgressed(_ fraction: Double) -> Bool {
        let before = run.progress
        updateProgress(current: fraction)
        return run.progress > before
    }

    // MARK: Going on

    /// A worker takes the run: for the first time, after a wait, after an answer, or after whoever had it is gone.
    ///
    /// A step that was cut off is begun again when its effect allows it, else a person is asked.
    package mutating func resume(
        skipping: Int = 0, conclusion: RunConclusion = .succeeded(nil), at time: Timestamp
    ) -> RunAction {
        switch run.state {
        case .succeeded, .failed, .partial, .cancelled, .rolledBack:
            return .finish
        case .waiting:
            guard let wake = journal.wakeAt, wake <= time else { return .wait }
            journal.wakeAt = nil
            journal.run.state = .running
        case .pending:
            if !journal.isCancelRequested {
                journal.run.state = .running
                journal.run.startedAt = time
                notice("run.started")
            }
        case .running, .cancelling:
            break
        }
        if let step = running {
            if isGoingBack {
                stopRunningStep(at: time)
            } else if run.steps[step].effect == .atMostOnce {
                return stepInDoubt(at: time)
            } else {
                return begin(step, at: time)
            }
        }
        return next(skipping: skipping, conclusion: conclusion, at: time)
    }

    /// The run can't be carried out at all; nothing is undone because nothing is known of its steps.
    package mutating func refuse(_ failure: Failure, at time: Timestamp) -> RunAction {
        stopRunningStep(at: time)
        journal.run.failure = failure
        return finish(.failed, at: time)
    }

    /// What follows from the present state when no step runs.
    mutating func next(
        skipping: Int, conclusion: RunConclusion, isHeld: Bool = false, at time: Timestamp
    ) -> RunAction {
        guard !run.state.isTerminal else { return .finish }
        if isGoingBack { return goBack(at: time) }
        var left = skipping
        while let step = run.steps.firstIndex(where: { $0.state == .pending }) {
            guard left > 0 else { return isHeld ? .wait : begin(step, at: time) }
            left -= 1
            journal.run.steps[step].state = .skipped
            journal.run.steps[step].finishedAt = time
            notice("run.step_skipped", ["step": .string(run.steps[step].name)])
            updateProgress()
        }
        switch conclusion {
        case .succeeded(let output):
            journal.run.output = output
            return finish(.succeeded, at: time)
        case .partial(let output, let failure):
            journal.run.output = output
            journal.run.failure = failure
            return finish(.partial, at: time)
        case .failed(let failure):
            journal.run.failure = failure
            return goBack(at: time)
        }
    }

    private mutating func begin(_ step: Int, at time: Timestamp) -> RunAction {
        journal.run.steps[step].state = .running
        journal.run.steps[step].attempt += 1
        journal.run.steps[step].startedAt = time
        journal.run.steps[step].finishedAt = nil
        journal.run.steps[step].failure = nil
        notice(
            "run.step_started",
            ["step": .string(run.steps[step].name), "attempt": .integer(Int64(run.steps[step].attempt))])
        return .perform(step)
    }

    mutating func finish(_ state: RunState, at time: Timestamp) -> RunAction {
        journal.run.state = state
        journal.run.finishedAt = time
        journal.run.question = nil
        journal.wakeAt = nil
        if state == .succeeded || state == .partial { journal.run.progress = 100 }
        var data: [String: JSONValue] = ["state": .string(state.rawValue)]
        if let failure = run.failure { data["failure"] = try? JSONValue(encoding: failure) }
        notice("run.finished", .object(data))
        return .finish
    }

    /// The step whose intent is in the journal and whose end is not.
    package var running: Int? { run.steps.firstIndex { $0.state == .running } }

    private mutating func stopRunningStep(at time: Timestamp) {
        guard let step = running else { return }
        journal.run.steps[step].state = .cancelled
        journal.run.steps[step].finishedAt = time
        notice("run.step_stopped", ["step": .string(run.steps[step].name)])
    }

    /// The run's progress as events tell it.
    var percent: JSONValue { .number((run.progress * 10).rounded() / 10) }

    mutating func updateProgress(current: Double = 0) {
        var done = 0.0
        var total = 0.0
        for step in run.steps {
            total += step.weight
            switch step.state {
            case .succeeded, .skipped, .compensated, .compensationFailed: done += step.weight
            case .running: done += step.weight * min(max(current, 0), 1)
            case .pending, .failed, .cancelled: break
            }
        }
        guard total > 0 else { return }
        journal.run.progress = max(run.progress, min(100 * done / total, 100))
    }
}
