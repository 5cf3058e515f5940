// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Platforms
import Primitives
import Synchronization
import Testing
import Workflows

/// Runs that a restart of the server or of the whole machine has cut off: what they give the traffic to runs, has proven
/// itself, and is known to the platform that looks after it.
@Suite(.timeLimit(.minutes(1))) struct ResumedRunTests {
    @Test(arguments: [
        (false, ["probe v2", "switch v2"]), (true, ["restart v1", "start v2", "probe v2", "switch v2"]),
    ])
    func aSwitchIsToWhatRunsAndIsLookedAfter(_ withMachine: Bool, _ calls: [String]) async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve {
                try await f.deploy(["index.html": "one"])
                return try await f.beginDeploy(cutOffAt: "switch v2")
            }
            let end = try await f.resume(run, withMachine: withMachine)
            #expect(end.state == .succeeded)
            #expect(f.platform.takeCalls() == calls)
            #expect(f.platform.running == [1, 2])
            #expect(f.platform.known == [1, 2])
            #expect(try await f.statuses() == [1: .warm, 2: .active])
        }
    }

    @Test func aGateIsForWhatRuns() async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve { try await f.beginDeploy(cutOffAt: "probe v1") }
            let end = try await f.resume(run, withMachine: true)
            #expect(end.state == .succeeded)
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1"])
        }
    }

    /// The switch was not begun before the restart, so nothing tells it that there was one.
    @Test func aSwitchAfterARestartBetweenTwoStepsIsToWhatRuns() async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve { try await f.beginDeploy(cutOffAt: "probe v1", isDone: true) }
            let end = try await f.resume(run, withMachine: true)
            #expect(end.state == .succeeded)
            #expect(end.steps.first { $0.name == "health" }?.attempt == 1)
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1"])
            #expect(f.platform.running == [1])
        }
    }

    /// It runs by then, so only the attempt before knows that it was started anew.
    @Test func whatHadToBeStartedProvesItselfAlsoAfterAnotherRestart() async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve { try await f.beginDeploy(cutOffAt: "switch v1") }
            f.platform.restart(withMachine: true)
            try await f.serve { try await f.cutOff(at: "probe v1") {} }
            #expect(f.platform.running == [1])
            let end = try await f.resume(run, withMachine: false)
            #expect(end.state == .succeeded)
            #expect(f.platform.takeCalls() == ["probe v1", "switch v1"])
        }
    }

    @Test func whatNoLongerWorksAfterARestartGetsNothing() async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve {
                try await f.deploy(["index.html": "one"])
                return try await f.beginDeploy(cutOffAt: "switch v2")
            }
            f.platform.state.withLock { $0.unhealthy[2] = Failure(.healthCheckFailed, "no good answer") }
            let end = try await f.resume(run, withMachine: true)
            #expect(end.failure?.code == .healthCheckFailed)
            #expect(f.platform.active == 1)
            #expect(f.platform.running == [1])
            #expect(try await f.statuses() == [1: .active, 2: .failed])
        }
    }

    @Test(arguments: [false, true])
    func aCanaryBeginsAgainWithWhatRunsAndIsLookedAfter(_ withMachine: Bool) async throws {
        try await DeliveryFixture.withoutEngine { f in
            let yaml = "canary: {steps: [5%, 50%], interval: 1s, min_requests: 20}"
            let run = try await f.serve {
                try await f.deploy(["index.html": "one"])
                return try await f.beginDeploy(["dextra.yaml": yaml], cutOffAt: "split v2 50", answering: [1, 2])
            }
            let end = try await f.resume(run, withMachine: withMachine)
            #expect(end.state == .succeeded)
            let started = withMachine ? ["restart v1", "start v2"] : []
            #expect(
                f.platform.takeCalls() == started + ["probe v2", "split v2 5", "split v2 50", "switch v2"])
            #expect(f.platform.known == [1, 2])
        }
    }

    @Test(arguments: [
        (false, ["probe v1", "switch v1"]), (true, ["restart v2", "start v1", "probe v1", "switch v1"]),
    ])
    func aRollbackIsToWhatRunsAlsoWhenItWasWarm(_ withMachine: Bool, _ calls: [String]) async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve { try await f.beginRollback(cutOffAt: "switch v1") }
            let end = try await f.resume(run, withMachine: withMachine)
            #expect(end.state == .succeeded)
            #expect(f.platform.takeCalls() == calls)
            #expect(f.platform.running == [1, 2])
            #expect(f.platform.known == [1, 2])
            #expect(try await f.statuses() == [1: .active, 2: .warm])
        }
    }

    /// The step `start` was not needed while it was warm, so that step leaves nothing to undo.
    @Test func aRollbackThatIsUndoneEndsWhatItStartedForTheSwitch() async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve { try await f.beginRollback(cutOffAt: "switch v1") }
            f.platform.state.withLock { $0.unhealthy[1] = Failure(.healthCheckFailed, "no good answer") }
            let end = try await f.resume(run, withMachine: true)
            #expect(end.failure?.code == .healthCheckFailed)
            #expect(f.platform.active == 2)
            #expect(f.platform.running == [2])
            #expect(try await f.statuses() == [1: .stopped, 2: .active])
        }
    }

    @Test func aScaledReleaseGetsItsTrafficWhereItRuns() async throws {
        try await DeliveryFixture.withoutEngine { f in
            let run = try await f.serve {
                try await f.deploy(["index.html": "one"])
                return try await f.cutOff(at: "switch v1") {
                    try await f.service.scale(try ProjectName("shop"), profile: .production, to: ["web": 3]).id
                }
            }
            let end = try await f.resume(run, withMachine: false)
            #expect(end.state == .succeeded)
            #expect(f.platform.takeCalls() == ["probe v1", "switch v1", "work v1", "trim v1 3"])
        }
    }
}

extension DeliveryFixture {
    /// Asks for something and returns when the platform is about to do a call of its, which it does not come to; with `isDone`
    /// that is done when the server ends.
    fileprivate func cutOff<Value>(
        at call: String, isDone: Bool = false, _ ask: () async throws -> Value
    ) async throws -> Value {
        let (reached, signal) = AsyncStream<Void>.makeStream()
        platform.state.withLock { state in
            state.interference = { about in
                guard about == call else { return }
                signal.yield()
                do {
                    try await Task.sleep(for: .seconds(3600))
                } catch {
                    if !isDone { throw error }
                }
            }
        }
        let value = try await ask()
        for await _ in reached { break }
        return value
    }

    fileprivate func beginDeploy(
        _ files: [String: String] = [:], cutOffAt call: String, isDone: Bool = false, answering: [Int] = []
    ) async throws -> RunID {
        platform.state.withLock { state in
            for number in answering { state.answers[number] = (100, 0, .milliseconds(20)) }
        }
        let manifest = try await upload(files.merging(["index.html": "next"]) { first, _ in first })
        return try await cutOff(at: call, isDone: isDone) {
            try await service.deploy(
                Deployment(project: try ProjectName("shop"), profile: .production, manifest: manifest)
            ).id
        }
    }

    fileprivate func beginRollback(cutOffAt call: String) async throws -> RunID {
        for version in ["one", "two"] { try await deploy(["index.html": version]) }
        return try await cutOff(at: call) {
            try await service.rollBack(try ProjectName("shop"), profile: .production, to: nil).id
        }
    }

    /// The next life of the server, until the run is over.
    fileprivate func resume(_ run: RunID, withMachine: Bool) async throws -> Run {
        platform.state.withLock { $0.interference = nil }
        platform.restart(withMachine: withMachine)
        _ = platform.takeCalls()
        // In the server's own order: a run goes on in what a recovery has left.
        #expect(await Caretaker(parts).recover().isEmpty)
        return try await serve { try await engine.wait(run) }
    }
}
