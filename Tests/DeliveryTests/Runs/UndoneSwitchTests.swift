// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Model
import Platforms
import Primitives
import Storage
import Synchronization
import Testing
import Workflows

/// Undoing a run whose release has the traffic already: what serves then is what the store says is active.
@Suite struct UndoneSwitchTests {
    private static func files(_ version: String, _ configuration: String = "") -> [String: String] {
        ["index.html": version, "dextra.yaml": "output_directory: .\nwarm: 0s\n" + configuration]
    }

    /// Has the run at work cancelled when the platform is about to do something.
    private static func cancel(_ f: DeliveryFixture, at moment: String) {
        f.platform.state.withLock { state in
            state.interference = { [engine = f.engine] call in
                guard call == moment else { return }
                for run in try await engine.runs(RunFilter(state: .running)) { try await engine.cancel(run.id) }
            }
        }
    }

    @Test func aPredecessorThatTheRunHasStoppedServesAgain() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.files("one"))
            Self.cancel(f, at: "stop v1")
            let run = try await f.deploy(Self.files("two"))
            #expect(run.state == .cancelled, "\(String(describing: run.failure))")
            #expect(try await f.statuses() == [1: .active, 2: .stopped])
            #expect(f.platform.active == 1)
            #expect(f.platform.running == [1])
        }
    }

    @Test func aPredecessorThatARestartOfTheMachineHasEndedServesAgain() async throws {
        try await DeliveryFixture.with { f in
            func files(_ version: String) -> [String: String] {
                ["index.html": version, "dextra.yaml": "workers: {mail: ./mail}"]
            }
            try await f.deploy(files("one"))
            f.platform.state.withLock { state in
                state.interference = { [parts = f.parts, platform = f.platform] call in
                    guard call == "work v2" else { return }
                    platform.state.withLock { $0.running = [] }
                    #expect(await Caretaker(parts).recover().isEmpty)
                    throw Failure(.invalidArgument, "no working today")
                }
            }
            let run = try await f.deploy(files("two"))
            #expect(run.state == .rolledBack, "\(String(describing: run.failure))")
            #expect(try await f.statuses() == [1: .active, 2: .stopped])
            #expect(f.platform.active == 1)
            #expect(f.platform.running == [1])
            #expect(f.platform.state.withLock { $0.workers } == [1: ["mail": 1]])
        }
    }

    @Test func anUndoneRollbackGivesTheTrafficBackToWhatItHasStopped() async throws {
        try await DeliveryFixture.with { f in
            for version in ["one", "two"] { try await f.deploy(Self.files(version)) }
            try #require(try await f.statuses() == [1: .stopped, 2: .active])
            Self.cancel(f, at: "stop v2")
            #expect(try await f.rollBack().state == .cancelled)
            #expect(try await f.statuses() == [1: .stopped, 2: .active])
            #expect(f.platform.active == 2)
            #expect(f.platform.running == [2])
        }
    }

    @Test func aReleaseWhosePredecessorNoLongerWorksKeepsTheTraffic() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.files("one"))
            f.platform.state.withLock { $0.unhealthy[1] = Failure(.healthCheckFailed, "no good answer") }
            Self.cancel(f, at: "stop v1")
            let run = try await f.deploy(Self.files("two"))
            #expect(run.state == .failed)
            #expect(run.steps.filter { $0.state == .compensationFailed }.map(\.failure?.code) == [.healthCheckFailed])
            #expect(try await f.statuses() == [1: .stopped, 2: .active])
            #expect(f.platform.active == 2)
            #expect(f.platform.running == [2])
            #expect(try await f.deploy(Self.files("three")).state == .succeeded)
        }
    }

    @Test func aReleaseWhosePredecessorIsNoLongerKeptKeepsTheTraffic() async throws {
        try await DeliveryFixture.with { f in
            let configuration = "keep: 1\nworkers: {mail: ./mail}"
            try await f.deploy(Self.files("one", configuration))
            Self.cancel(f, at: "remove v1")
            let run = try await f.deploy(Self.files("two", configuration))
            #expect(run.state == .failed)
            #expect(
                run.steps.filter { $0.state == .compensationFailed }.map(\.failure?.code)
                    == [.releasePruned, .releasePruned])
            #expect(try await f.statuses() == [1: .pruned, 2: .active])
            #expect(f.platform.active == 2)
            #expect(f.platform.running == [2])
            #expect(f.platform.state.withLock { $0.workers } == [2: ["mail": 1]])
        }
    }
}
