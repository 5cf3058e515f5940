// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import LocalProcess
import Platforms
import Primitives
import Processes
import Testing
import Traffic

/// A run and the watchdog at the same release: what the watchdog saw may be over when its turn comes.
extension LocalProcessPlatformTestsSerial {
    private func runs(_ release: PlatformRelease, _ fixture: PlatformFixture) async throws -> Bool {
        try await fixture.platform.status(of: release.reference).state == .running
    }

    @Test func twoThatStartAReleaseAtOnceStartItOnce() async throws {
        try await PlatformFixture.with { fixture in
            let release = fixture.release(1)
            _ = try await fixture.platform.provision(fixture.target, exposure: Exposure())
            async let first = fixture.platform.start(release)
            async let second = fixture.platform.start(release)
            let instances = try await [first, second]
            #expect(instances[0].endpoints == instances[1].endpoints)
            #expect(instances.filter(\.adopted).count == 1)
        }
    }

    @Test func theWatchdogBringsNothingBackThatWasStoppedSinceItLooked() async throws {
        try await PlatformFixture.with { fixture in
            let release = fixture.release(1)
            try await fixture.deploy(release)
            try await fixture.platform.stop(release.reference, grace: .seconds(5))
            try await fixture.platform.revive(release)
            try await fixture.platform.restart("web.1", of: release)
            #expect(try await !runs(release, fixture))
        }
    }

    @Test func theWatchdogLeavesAReleaseThatLostTheTrafficSinceItLooked() async throws {
        try await PlatformFixture.with { fixture in
            let (earlier, later) = (fixture.release(1), fixture.release(2))
            try await fixture.deploy(earlier)
            try await fixture.deploy(later)
            try await fixture.platform.supervisor.find("shop-production-v1").stop()
            try await fixture.platform.revive(earlier)
            #expect(try await !runs(earlier, fixture))
            #expect(try await fixture.ask().body == "v2")
        }
    }

    @Test func theWatchdogDoesNotTakeAPortBackFromTheReleaseThatNeedsIt() async throws {
        try await PlatformFixture.with { fixture in
            let port = try #require(PortProbe.findFree(in: 12_500...13_499, on: "127.0.0.1", random: .system))
            let (earlier, later) = (fixture.release(1, port: port), fixture.release(2, port: port))
            try await fixture.deploy(earlier)
            let instance = try await fixture.platform.start(later)
            try await fixture.platform.revive(earlier)
            try await fixture.platform.probe(instance, of: later) { _ in }
            _ = try await fixture.platform.switchTraffic(to: instance)
            #expect(try await !runs(earlier, fixture))
            #expect(try await fixture.ask().body == "v2")
        }
    }

    @Test func theWatchdogStartsWhatShouldRun() async throws {
        try await PlatformFixture.with { fixture in
            var release = fixture.release(1)
            release.workers = [WorkerProcess(name: "mail", command: "exec sleep 1000")]
            try await fixture.deploy(release)
            try await fixture.platform.startWorkers(of: release)
            for handle in fixture.platform.supervisor.list() where handle.name.hasPrefix("shop") {
                try await handle.stop()
            }
            try await fixture.platform.revive(release)
            let processes = try await fixture.platform.status(of: release.reference).processes
            #expect(processes.map(\.state) == [.running, .running])
            #expect(try await fixture.ask().body == "v1")
        }
    }
}
