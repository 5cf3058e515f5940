// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import PlatformKit
import Platforms
import Primitives
import Testing

/// The engine is killed and comes back. Each test has an engine of its own; serial, because they are heavy.
@Suite(
    .enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .serialized, .timeLimit(.minutes(5)))
struct EngineLossTestsSerial {
    private func withEngine(_ body: (DockerDaemon) async throws -> Void) async throws {
        let daemon = try await DockerDaemon.start()
        defer { daemon.discard() }
        try await body(daemon)
    }

    @Test func `what served before serves again, at the same port`() async throws {
        try await withEngine { daemon in
            try await DockerWorld.with(daemon) { fixture in
                let release = fixture.world.release(1, instances: 2)
                let before = try await fixture.world.deploy(release)
                try await daemon.kill()
                try await daemon.run()
                let next = fixture.restartedServer()
                let reports = try await next.recover([ExpectedRelease(release: release, role: .active)])
                #expect(reports.allSatisfy { $0.outcome == .adopted || $0.outcome == .restarted }, "\(reports)")
                let instance = try #require(try await next.find(release.reference))
                #expect(instance.endpoints == before.endpoints)
                try await next.probe(instance, of: release) { _ in }
                #expect(try await fixture.world.ask().body == "v1")
                #expect(try await fixture.containers().count == 2)
            }
        }
    }

    @Test(arguments: [50, 300, 700])
    func `a start that the engine died in is done again`(milliseconds: Int) async throws {
        try await withEngine { daemon in
            try await DockerWorld.with(daemon) { fixture in
                let release = fixture.world.release(1, instances: 3)
                _ = try await fixture.platform.provision(fixture.target, exposure: Exposure())
                let starting = Task { try await fixture.platform.start(release) }
                try await TimeSource.system.sleep(for: .milliseconds(milliseconds))
                try await daemon.kill()
                if case .failure(let error) = await starting.result {
                    #expect((error as? Failure)?.code.name == "engine_unavailable")
                }
                try await daemon.run()
                try await fixture.world.deploy(release)
                #expect(try await fixture.world.ask().body == "v1")
                let names = try await fixture.containers().map(\.name).sorted()
                #expect(names == (1...3).map { fixture.naming.container(release.reference, process: "web.\($0)") })
                try await fixture.platform.destroy(fixture.target)
                #expect(try await fixture.containers().isEmpty)
                #expect(try await fixture.engine.volumes(labels: fixture.naming.labels(fixture.target)).isEmpty)
                #expect(try await fixture.engine.networks(labels: fixture.naming.labels(fixture.target)).isEmpty)
            }
        }
    }

    @Test func `the watchdog goes on when the engine is back`() async throws {
        try await withEngine { daemon in
            try await DockerWorld.with(daemon) { fixture in
                let release = fixture.world.release(1, health: HealthCheck(watchInterval: .milliseconds(200)))
                try await fixture.world.deploy(release)
                let events = Collected<PlatformEvent>()
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        try await fixture.platform.watch { events.add($0) }
                    }
                    try await daemon.kill()
                    let away = await #expect(throws: Failure.self) {
                        _ = try await fixture.platform.status(of: release.reference)
                    }
                    #expect(away?.code.name == "engine_unavailable")
                    try await daemon.run()
                    // One that somebody removes by hand is brought back.
                    try await fixture.engine.remove(
                        fixture.naming.container(release.reference, process: "web.1"), force: true)
                    try await fixture.world.until {
                        guard let answer = try? await fixture.world.ask() else { return false }
                        return answer.body == "v1"
                    }
                    group.cancelAll()
                }
                #expect(events.all.contains { $0.state == .stopped })
            }
        }
    }

    @Test func `a followed log goes over the engine's end`() async throws {
        try await withEngine { daemon in
            try await DockerWorld.with(daemon) { fixture in
                let release = fixture.world.release(1)
                try await fixture.world.deploy(release)
                let collected = Collected<Platforms.LogLine>()
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        try await fixture.platform.logs(of: release.reference, LogQuery(follow: true)) { entry in
                            if case .line(let line) = entry { collected.add(line) }
                        }
                    }
                    try await fixture.world.until { !collected.all.isEmpty }
                    try await daemon.kill()
                    try await daemon.run()
                    try await fixture.world.until { collected.all.count == 2 }
                    try await fixture.platform.stop(release.reference, grace: .zero)
                    try await group.waitForAll()
                }
                #expect(collected.texts == ["starting in mode good", "starting in mode good"])
            }
        }
    }
}
