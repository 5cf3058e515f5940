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

/// Deployments whose new release first gets a share of the traffic.
@Suite struct CanaryTests {
    private static let yaml =
        "canary: {steps: [5%, 50%], interval: 1s, min_requests: 20, max_error_rate: 5%, max_latency: 2x}"

    private static func deploy(_ version: String, _ f: DeliveryFixture) async throws -> Run {
        try await f.deploy(["index.html": version, "dextra.yaml": yaml])
    }

    @Test func aGoodReleaseGetsTheTrafficStepByStep() async throws {
        try await DeliveryFixture.with { f in
            _ = try await Self.deploy("one", f)
            // The first has nobody to be compared with.
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1"])
            f.platform.state.withLock {
                $0.answers = [1: (100, 1, .milliseconds(20)), 2: (20, 0, .milliseconds(22))]
            }
            let run = try await Self.deploy("two", f)
            #expect(run.state == .succeeded)
            #expect(f.platform.takeCalls() == ["start v2", "probe v2", "split v2 5", "split v2 50", "switch v2"])
            #expect(try await f.statuses() == [1: .warm, 2: .active])
        }
    }

    @Test func aFailingReleaseLosesItsShareAndTheOldOneServesOn() async throws {
        try await DeliveryFixture.with { f in
            _ = try await Self.deploy("one", f)
            _ = f.platform.takeCalls()
            f.platform.state.withLock {
                $0.answers = [1: (100, 0, .milliseconds(20)), 2: (2, 2, .milliseconds(1))]
            }
            let run = try await Self.deploy("two", f)
            #expect(run.failure?.code == .canaryAborted)
            let calls = f.platform.takeCalls()
            #expect(calls.prefix(4) == ["start v2", "probe v2", "split v2 5", "split v2 0"])
            #expect(calls.last == "stop v2")
            #expect(!calls.contains("switch v2"))
            #expect(try await f.statuses() == [1: .active, 2: .failed])
        }
    }

    /// Even where a step is over before there were as many looks as it takes.
    @Test(arguments: [.zero, .milliseconds(600)] as [Duration])
    func aSlowReleaseIsFoundOut(_ delay: Duration) async throws {
        try await DeliveryFixture.with { f in
            _ = try await Self.deploy("one", f)
            f.platform.state.withLock {
                $0.trafficDelay = delay
                $0.answers = [1: (100, 0, .milliseconds(20)), 2: (50, 0, .milliseconds(60))]
            }
            let run = try await Self.deploy("two", f)
            #expect(run.failure?.code == .canaryAborted)
            #expect(run.failure?.message.contains("60 ms") == true)
        }
    }

    /// Otherwise an outage of something that both need could never be mended by a deployment.
    @Test func whatTheOldReleaseFailsAtTooIsNotTheNewOnesFault() async throws {
        try await DeliveryFixture.with { f in
            _ = try await Self.deploy("one", f)
            f.platform.state.withLock {
                $0.answers = [1: (100, 50, .milliseconds(20)), 2: (100, 50, .milliseconds(20))]
            }
            #expect(try await Self.deploy("two", f).state == .succeeded)
        }
    }

    @Test func aReleaseThatEndsIsFoundOutWithoutARequest() async throws {
        try await DeliveryFixture.with { f in
            _ = try await Self.deploy("one", f)
            let run = try await f.service.deploy(
                Deployment(
                    project: try ProjectName("shop"), profile: .production,
                    manifest: try await f.upload(["index.html": "two", "dextra.yaml": Self.yaml])))
            while !f.platform.takeCalls().contains("split v2 5") { try await Task.sleep(for: .milliseconds(2)) }
            f.platform.state.withLock { _ = $0.running.remove(2) }
            let end = try await f.engine.wait(run.id)
            #expect(end.failure?.code == .canaryAborted)
            #expect(f.platform.active == 1)
        }
    }

    @Test func cancellingTakesTheShareBack() async throws {
        try await DeliveryFixture.with { f in
            _ = try await Self.deploy("one", f)
            let run = try await f.service.deploy(
                Deployment(
                    project: try ProjectName("shop"), profile: .production,
                    manifest: try await f.upload([
                        "index.html": "two", "dextra.yaml": "canary: {steps: [5%], interval: 1h}",
                    ])))
            while !f.platform.takeCalls().contains("split v2 5") { try await Task.sleep(for: .milliseconds(2)) }
            _ = try await f.engine.cancel(run.id)
            let end = try await f.engine.wait(run.id)
            #expect(end.state == .cancelled)
            #expect(f.platform.takeCalls() == ["split v2 0", "stop v2"])
            #expect(try await f.statuses() == [1: .active, 2: .failed])
        }
    }
}
