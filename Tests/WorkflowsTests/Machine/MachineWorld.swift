// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Workflows

/// A machine, what it was last told to do, and everything that may happen next: the model that explorations walk.
struct MachineWorld: Hashable {
    var machine: RunMachine
    let policies: [StepPolicy]
    var action: RunAction
    /// How often each step has begun, and how often an answer allowed it again.
    var begun: [Int]
    var allowedAgain: [Int]
    /// Steps undone or given up on, in order.
    var undone: [Int] = []

    /// One thing that may happen to a run.
    enum Occurrence: Hashable, CaseIterable {
        case succeed, skipRest, failForGood, failForNow, timeOut, progress, crash, cancel
        case undo, failToUndo, timePasses, retry, proceed, abort
    }

    static let time = Timestamp(millisecondsSinceEpoch: 1_000_000)

    static func run(_ effects: [EffectClass]) -> Run {
        Run(
            id: Identifier(at: time, random: (1, 2)), kind: "test", kindVersion: 1, subject: "thing/1", projectID: nil,
            input: [:], state: .pending, progress: 0, createdAt: time,
            steps: effects.enumerated().map {
                StepRecord(name: "step\($0.offset)", effect: $0.element, weight: Double($0.offset + 1))
            })
    }

    init(effects: [EffectClass], policies: [StepPolicy]) {
        self.policies = policies
        machine = RunMachine(RunJournal(run: Self.run(effects)), policies: policies)
        begun = effects.map { _ in 0 }
        allowedAgain = effects.map { _ in 0 }
        action = machine.resume(at: Self.time)
        note()
    }

    /// The world after something happened; nil when that can't happen now.
    func after(_ occurrence: Occurrence) -> MachineWorld? {
        var world = self
        let later = Self.time + .seconds(3600)
        switch (occurrence, action) {
        case (.succeed, .perform):
            world.action = world.machine.stepSucceeded(output: [:], at: Self.time)
        case (.skipRest, .perform):
            world.action = world.machine.stepSucceeded(output: [:], skipping: 9, at: Self.time)
        case (.failForGood, .perform):
            world.action = world.machine.stepFailed(Failure(.notFound, "gone"), jitter: 0.5, at: Self.time)
        case (.failForNow, .perform):
            world.action = world.machine.stepFailed(Failure(.ioFailed, "busy"), jitter: 0.5, at: Self.time)
        case (.timeOut, .perform(let step)) where machine.run.steps[step].effect == .atMostOnce:
            world.action = world.machine.stepInDoubt(at: Self.time)
        case (.progress, .perform):
            _ = world.machine.stepProgressed(0.5)
        case (.undo, .compensate(let step)):
            world.undone.append(step)
            world.action = world.machine.compensated(step, at: Self.time)
        case (.failToUndo, .compensate(let step)):
            world.undone.append(step)
            world.action = world.machine.compensationFailed(step, Failure(.notFound, "stuck"), at: Self.time)
        case (.crash, .perform), (.crash, .compensate):
            // Nothing but the journal survives.
            world.machine = RunMachine(machine.journal, policies: world.policies)
            world.action = world.machine.resume(at: Self.time)
        case (.timePasses, .wait):
            world.action = world.machine.resume(at: later)
        case (.cancel, _):
            let before = world.machine
            _ = world.machine.cancel(at: Self.time)
            guard world.machine != before else { return nil }
            if case .perform = action {
                world.action = world.machine.stepStopped(at: Self.time)
            } else {
                world.action = world.machine.resume(at: Self.time)
            }
        case (.retry, .wait), (.proceed, .wait), (.abort, .wait):
            let answers: [Occurrence: Question.Answer] = [.retry: .retry, .proceed: .proceed, .abort: .abort]
            guard let answer = answers[occurrence], let step = machine.running,
                (try? world.machine.answer(answer, at: Self.time)) != nil
            else { return nil }
            if answer == .retry { world.allowedAgain[step] += 1 }
            world.action = world.machine.resume(at: Self.time)
        default:
            return nil
        }
        world.note()
        return world
    }

    private mutating func note() {
        for notice in machine.takeNotices() where notice.type == "run.step_started" {
            guard let name = notice.data["step"]?.string,
                let step = machine.run.steps.firstIndex(where: { $0.name == name })
            else { continue }
            begun[step] += 1
        }
    }
}
