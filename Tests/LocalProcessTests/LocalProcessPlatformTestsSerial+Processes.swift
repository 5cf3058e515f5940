// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import LocalProcess
import Platforms
import Primitives
import Processes
import Synchronization
import Testing

/// Releases of several processes, and workers.
extension LocalProcessPlatformTestsSerial {
    private func names(_ fixture: PlatformFixture) -> [String] {
        fixture.platform.supervisor.list().map(\.name).filter { $0.hasPrefix("shop") }.sorted()
    }

    /// The ports of those that answer, each of which was asked.
    private func answering(_ fixture: PlatformFixture) async throws -> Set<Substring> {
        var ports: Set<Substring> = []
        for _ in 0..<8 {
            let lines = try await fixture.ask("/environment").body.split(separator: "\n")
            ports.formUnion(lines.filter { $0.hasPrefix("PORT=") })
        }
        return ports
    }

    @Test func scalesUpAndDown() async throws {
        try await PlatformFixture.with { fixture in
            var release = fixture.release(3)
            try await fixture.deploy(release)
            // The name that a release had when it was always one process.
            #expect(names(fixture) == ["shop-production-v3"])
            release.instances = 3
            let instance = try await fixture.deploy(release)
            #expect(!instance.adopted)
            #expect(instance.endpoints.count == 3)
            #expect(
                names(fixture) == ["shop-production-v3", "shop-production-v3.web.2", "shop-production-v3.web.3"])
            #expect(try await answering(fixture).count == 3)
            let status = try await fixture.platform.status(of: release.reference)
            #expect(status.processes.map(\.name) == ["web.1", "web.2", "web.3"])
            #expect(status.state == .running)
            #expect(
                try await fixture.restartedServer().recover([ExpectedRelease(release: release, role: .active)])
                    .map(\.outcome) == [.adopted])
            release.instances = 1
            #expect(try await fixture.deploy(release).adopted)
            #expect(try await answering(fixture).count == 1)
            try await fixture.platform.trim(release, within: .seconds(5))
            #expect(names(fixture) == ["shop-production-v3"])
            #expect(try await fixture.platform.find(release.reference)?.endpoints.count == 1)
            #expect(try await fixture.ask().body == "v3")
        }
    }

    @Test func bringsBackOnlyWhatIsMissingOfARelease() async throws {
        try await PlatformFixture.with { fixture in
            var release = fixture.release(1)
            release.instances = 2
            let before = try await fixture.deploy(release)
            try await fixture.platform.supervisor.find("shop-production-v1.web.2").stop()
            let server = fixture.restartedServer()
            _ = try await server.recover([ExpectedRelease(release: release, role: .active)])
            #expect(try await server.find(release.reference)?.endpoints.first == before.endpoints.first)
            #expect(try await server.find(release.reference)?.endpoints.count == 2)
            #expect(try await fixture.ask().body == "v1")
        }
    }

    @Test func runsWorkersBesideTheRelease() async throws {
        try await PlatformFixture.with { fixture in
            var release = fixture.release(1)
            release.workers = [
                WorkerProcess(name: "mail", command: "echo mailing; exec sleep 1000", instances: 2),
                WorkerProcess(name: "clock", command: "exec sleep 1000"),
            ]
            try await fixture.deploy(release)
            for _ in 0..<2 { try await fixture.platform.startWorkers(of: release) }
            let status = try await fixture.platform.status(of: release.reference)
            #expect(status.processes.map(\.name) == ["web.1", "clock.1", "mail.1", "mail.2"])
            #expect(status.processes.allSatisfy { $0.state == .running })
            let lines = Mutex<[LogLine]>([])
            while !lines.withLock({ $0.contains { $0.text == "mailing" && $0.process == "mail.2" } }) {
                try await fixture.platform.logs(of: release.reference, LogQuery(process: "mail.2")) { entry in
                    if case .line(let line) = entry { lines.withLock { $0.append(line) } }
                }
            }
            release.workers.removeLast()
            release.workers[0].instances = 1
            try await fixture.platform.startWorkers(of: release)
            let left = try await fixture.platform.status(of: release.reference).processes
            #expect(left.filter { $0.state == .running }.map(\.name) == ["web.1", "mail.1"])
            try await fixture.platform.stopWorkers(of: release.reference, grace: .seconds(5))
            let ended = try await fixture.platform.status(of: release.reference).processes
            #expect(ended.filter { $0.state == .running }.map(\.name) == ["web.1"])
            #expect(try await fixture.ask().body == "v1")
        }
    }

    @Test func sharesTheTrafficWithACandidateAndCountsIt() async throws {
        try await PlatformFixture.with { fixture in
            try await fixture.deploy(fixture.release(1))
            let candidate = fixture.release(2)
            let instance = try await fixture.platform.start(candidate)
            try await fixture.platform.probe(instance, of: candidate) { _ in }
            try await fixture.platform.splitTraffic(to: instance, percent: 100)
            for _ in 0..<3 { #expect(try await fixture.ask().body == "v2") }
            #expect(try await fixture.platform.exposure(of: fixture.target)?.activeRelease == 1)
            try await fixture.platform.splitTraffic(to: instance, percent: 0)
            #expect(try await fixture.ask().body == "v1")
            #expect(try await fixture.platform.traffic(of: fixture.target).map(\.requests) == [1, 3])
        }
    }

    @Test func refusesSeveralProcessesOnAFixedPort() async throws {
        try await PlatformFixture.with { fixture in
            var release = fixture.release(1, port: 24_999)
            release.instances = 2
            let failure = await #expect(throws: Failure.self) { _ = try await fixture.platform.validate(release) }
            #expect(failure?.code == .unsupportedRelease)
        }
    }
}
