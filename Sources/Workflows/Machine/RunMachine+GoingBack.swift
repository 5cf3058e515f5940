// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
import Storage

extension RunMachine {
    /// The run is to end without a further step. A pending one ends at once; one that works is told to by its worker;
    /// one that is already going back, or over, is left as it is.
    ///
    /// Returns nil when nothing is to be done now: a worker will go on from the state this leaves.
    package mutating func cancel(supersededBy: RunID? = nil, at time: Timestamp) -> RunAction? {
        guard !run.state.isTerminal, !isGoingBack else { return nil }
        journal.isCancelRequested = true
        journal.supersededBy = supersededBy
        journal.run.question = nil
        journal.wakeAt = nil
        if run.state == .pending { return finishCancelled(at: time) }
        journal.run.state = .cancelling
        notice("run.cancelling")
        return nil
    }

    /// A person's answer to the run's question; throws `no_such_question` when it is not among those offered.
    ///
    /// Afterwards the run is there for a worker to go on with.
    package mutating func answer(_ answer: Question.Answer, at time: Timestamp) throws {
        guard run.state == .waiting, let question = run.question, question.answers.contains(answer),
            let step = running
        else {
            throw Failure(
                .noSuchQuestion, "run \(run.id) is \(run.state.rawValue) and does not ask for '\(answer.rawValue)'",
                hint: "see what it asks with: dextra runs \(run.id.short)")
        }
        journal.run.question = nil
        journal.run.state = .running
        notice("run.answered", ["step": .string(run.steps[step].name), "answer": .string(answer.rawValue)])
        switch answer {
        case .retry:
            journal.run.steps[step].state = .pending
        case .proceed:
            endStep(step, .succeeded, at: time)
            journal.run.steps[step].output = .null
            updateProgress()
            notice("run.step_succeeded", ["step": .string(run.steps[step].name), "percent": percent])
        case .abort:
            let failure = Failure(.runAborted, "step '\(run.steps[step].name)' was given up by a person's decision")
            journal.run.steps[step].failure = failure
            endStep(step, .failed, at: time)
            journal.run.failure = failure.adding("step", run.steps[step].name)
        }
    }

    /// The step that was to be undone is.
    package mutating func compensated(_ step: Int, at time: Timestamp) -> RunAction {
        guard next(toUndo: step) else { return goBack(at: time) }
        journal.marks[step].isUndone = true
        // A step that failed stays `failed` for whoever looks at it; what it left behind is gone all the same.
        if run.steps[step].state == .succeeded { journal.run.steps[step].state = .compensated }
        notice("run.step_compensated", ["step": .string(run.steps[step].name)])
        return goBack(at: time)
    }

    /// The step that was to be undone could not be; the steps before it still are.
    package mutating func compensationFailed(_ step: Int, _ failure: Failure, at time: Timestamp) -> RunAction {
        guard next(toUndo: step) else { return goBack(at: time) }
        journal.run.steps[step].state = .compensationFailed
        journal.run.steps[step].failure = failure
        let encoded = (try? JSONValue(encoding: failure)) ?? .string(failure.description)
        notice("run.step_compensation_failed", ["step": .string(run.steps[step].name), "failure": encoded])
        return goBack(at: time)
    }

    mutating func goBack(at time: Timestamp) -> RunAction {
        if let step = toUndo { return .compensate(step) }
        let stuck = run.steps.filter { $0.state == .compensationFailed }
        if journal.isCancelRequested, stuck.isEmpty { return finishCancelled(at: time) }
        var failure =
            run.failure
            ?? Failure(
                .compensationFailed, "the run was cancelled but not all of it could be undone",
                hint: "undo what is left by hand: each step's failure says what")
        for step in stuck {
            failure = failure.adding("compensation_failed", "\(step.name): \(step.failure?.description ?? "")")
        }
        journal.run.failure = failure
        let undone = journal.marks.contains(where: \.isUndone)
        return finish(stuck.isEmpty && undone ? .rolledBack : .failed, at: time)
    }

    /// The last step that was begun and is not yet undone.
    private var toUndo: Int? {
        run.steps.indices.last { step in
            run.steps[step].attempt > 0 && policies.indices.contains(step) && policies[step].hasCompensation
                && !journal.marks[step].isUndone && run.steps[step].state != .compensationFailed
                && run.steps[step].state != .skipped
        }
    }

    private func next(toUndo step: Int) -> Bool { isGoingBack && !run.state.isTerminal && toUndo == step }

    private mutating func finishCancelled(at time: Timestamp) -> RunAction {
        if let newer = journal.supersededBy {
            journal.run.failure = Failure(
                .runSuperseded, "a newer run took the place of this one", metadata: [.init("run", "\(newer)")])
        } else {
            journal.run.failure = Failure(.runCancelled, "the run was cancelled on request")
        }
        return finish(.cancelled, at: time)
    }

    private mutating func endStep(_ step: Int, _ state: StepState, at time: Timestamp) {
        journal.run.steps[step].state = state
        journal.run.steps[step].finishedAt = time
    }
}
