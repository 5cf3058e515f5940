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

/// Processes without traffic, and how many of each kind there are.
@Suite struct WorkerTests {
    private static func files(_ version: String) -> [String: String] {
        ["index.html": version, "dextra.yaml": "workers: {mail: ./mail, ship: {command: ./ship, instances: 2}}"]
    }

    @Test func workersFollowTheTraffic() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.files("one"))
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1", "work v1"])
            #expect(f.platform.state.withLock { $0.workers } == [1: ["mail": 1, "ship": 2]])
            try await f.deploy(Self.files("two"))
            #expect(f.platform.takeCalls() == ["start v2", "probe v2", "switch v2", "work v2", "rest v1"])
            #expect(try await f.rollBack().state == .succeeded)
            #expect(f.platform.takeCalls() == ["switch v1", "work v1", "rest v2"])
        }
    }

    @Test func aReleaseWithoutWorkersEndsThoseOfTheOneBefore() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.files("one"))
            try await f.deploy(["index.html": "two"])
            #expect(f.platform.state.withLock { $0.workers }.isEmpty)
        }
    }

    @Test func scalingHoldsForLaterReleasesUntilItIsTakenBack() async throws {
        try await DeliveryFixture.with { f in
            let shop = try ProjectName("shop")
            try await f.deploy(Self.files("one"))
            _ = f.platform.takeCalls()
            let run = try await f.service.scale(shop, profile: .production, to: ["web": 3, "mail": 4, "ship": 0])
            let end = try await f.engine.wait(run.id)
            #expect(end.output?["instances"] == ["web": 3, "mail": 4])
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1", "work v1", "trim v1 3"])
            try await f.deploy(Self.files("two"))
            #expect(f.platform.state.withLock { $0.instances[2] } == 3)
            #expect(f.platform.state.withLock { $0.workers[2] } == ["mail": 4])
            _ = try await f.engine.wait(try await f.service.scale(shop, profile: .production, to: [:]).id)
            #expect(f.platform.state.withLock { $0.instances[2] } == 1)
            #expect(f.platform.state.withLock { $0.workers[2] } == ["mail": 1, "ship": 2])
        }
    }

    @Test func processesThatDontProveThemselvesAreTakenBack() async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(["index.html": "one"])
            _ = f.platform.takeCalls()
            f.platform.state.withLock { $0.unhealthy[1] = Failure(.healthCheckFailed, "no good answer") }
            let run = try await f.service.scale(try ProjectName("shop"), profile: .production, to: ["web": 5])
            #expect(try await f.engine.wait(run.id).failure?.code == .healthCheckFailed)
            #expect(f.platform.takeCalls() == ["start v1", "probe v1", "switch v1", "trim v1 1"])
            f.platform.state.withLock { $0.unhealthy = [:] }
            try await f.deploy(["index.html": "two"])
            #expect(f.platform.state.withLock { $0.instances[2] } == 1)
        }
    }

    @Test(arguments: [["web": 0], ["web": 33], ["mial": 1], ["mail": -1]])
    func anImpossibleNumberIsRefused(_ instances: [String: Int]) async throws {
        try await DeliveryFixture.with { f in
            try await f.deploy(Self.files("one"))
            let failure = await #expect(throws: Failure.self) {
                _ = try await f.service.scale(try ProjectName("shop"), profile: .production, to: instances)
            }
            #expect(failure?.code == .invalidScale)
        }
    }
}
