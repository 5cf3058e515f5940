// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import TestKit
import Testing
import Workflows

/// Walks the machine through everything that can happen and holds every step of the way to what it promises.
@Suite struct RunMachineExplorationTests {
    private static let undoable = StepPolicy(retry: RetryPolicy(maxAttempts: 2), hasCompensation: true)
    private static let final = StepPolicy(retry: .never, hasCompensation: false)

    /// Every sequence of up to eight occurrences, for every mix of two effect classes; equal worlds are walked once.
    @Test(arguments: [EffectClass.repeatable, .atMostOnce], [EffectClass.keyed, .atMostOnce])
    func everySmallHistoryKeepsThePromises(first: EffectClass, second: EffectClass) {
        for policies in [[Self.undoable, Self.undoable], [Self.final, Self.undoable], [Self.undoable, Self.final]] {
            let start = MachineWorld(effects: [first, second], policies: policies)
            var seen: Set<MachineWorld> = [start]
            var frontier = [start]
            for _ in 0..<8 {
                var next: [MachineWorld] = []
                for world in frontier {
                    for occurrence in MachineWorld.Occurrence.allCases {
                        guard let after = world.after(occurrence) else { continue }
                        check(world, occurrence, after)
                        if seen.insert(after).inserted { next.append(after) }
                    }
                }
                frontier = next
            }
            #expect(seen.count { $0.action == .finish } > 20)
        }
    }

    @Test(arguments: 0..<200) func longRandomHistoriesKeepThePromisesAndEnd(seed: UInt64) {
        let random = RandomSource.seeded(seed)
        func pick<Value>(_ values: [Value]) -> Value { values[Int(random.next() % UInt64(values.count))] }
        let count = 1 + Int(random.next() % 6)
        var world = MachineWorld(
            effects: (0..<count).map { _ in pick(EffectClass.allCases) },
            policies: (0..<count).map { _ in
                StepPolicy(
                    retry: RetryPolicy(maxAttempts: 1 + Int(random.next() % 3)), hasCompensation: random.next() % 3 > 0)
            })
        for _ in 0..<2000 where world.action != .finish {
            let possible = MachineWorld.Occurrence.allCases.compactMap { occurrence in
                world.after(occurrence).map { (occurrence, $0) }
            }
            guard !possible.isEmpty else {
                Issue.record("stuck in \(world.machine.run.state)")
                return
            }
            let (occurrence, after) = pick(possible)
            check(world, occurrence, after)
            world = after
        }
        #expect(world.action == .finish)
    }

    private func check(_ old: MachineWorld, _ occurrence: MachineWorld.Occurrence, _ new: MachineWorld) {
        // Thousands of worlds are checked: recording only what is wrong keeps that quick.
        func require(_ isTrue: Bool, _ promise: String) {
            if !isTrue { Issue.record("broken after \(occurrence): \(promise)\n\(new)") }
        }
        let before = old.machine.run
        let run = new.machine.run
        require(
            run.progress >= before.progress && (0...100).contains(run.progress),
            "run.progress >= before.progress && (0...100).contains(run.pr")
        require(run.steps.count { $0.state == .running } <= 1, "run.steps.count { $0.state == .running } <= 1")
        require(run.state.isTerminal == (new.action == .finish), "run.state.isTerminal == (new.action == .finish)")
        require(run.state.isTerminal == (run.finishedAt != nil), "run.state.isTerminal == (run.finishedAt != nil)")
        if before.state.isTerminal { require(new.machine == old.machine, "new.machine == old.machine") }
        if old.machine.isGoingBack { require(new.begun == old.begun, "a step began on the way back") }
        require(new.undone == new.undone.sorted(by: >), "undone out of order")
        for (step, record) in run.steps.enumerated() where record.effect == .atMostOnce {
            require(new.begun[step] <= 1 + new.allowedAgain[step], "repeated without a person's word")
        }
        if case .wait = new.action {
            require(
                run.question != nil || new.machine.journal.wakeAt != nil,
                "run.question != nil || new.machine.journal.wakeAt != nil")
        }
        guard run.state.isTerminal else { return }
        switch run.state {
        case .succeeded:
            require(run.progress == 100, "run.progress == 100")
            require(
                run.steps.allSatisfy { $0.state == .succeeded || $0.state == .skipped },
                "run.steps.allSatisfy { $0.state == .succeeded || $0.state ==")
        case .cancelled, .rolledBack, .failed:
            require(run.failure != nil, "run.failure != nil")
            let toUndo = run.steps.indices.filter { new.policies[$0].hasCompensation && run.steps[$0].attempt > 0 }
            require(Set(new.undone) == Set(toUndo), "begun and not undone")
            let isStuck = run.steps.contains { $0.state == .compensationFailed }
            if run.state != .failed { require(!isStuck, "!isStuck") }
            if run.state == .rolledBack { require(!toUndo.isEmpty, "!toUndo.isEmpty") }
        case .partial, .pending, .running, .waiting, .cancelling:
            Issue.record("ended \(run.state)")
        }
    }
}
