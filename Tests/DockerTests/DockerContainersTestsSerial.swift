// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import HTTP
import PlatformKit
import Platforms
import Primitives
import Testing

/// What only containers have. Serial, as the other suite with real ones.
@Suite(
    .enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .serialized, .timeLimit(.minutes(5)))
struct DockerContainersTestsSerial {
    private let quick = HealthCheck(interval: .milliseconds(50), deadline: .seconds(20))

    @Test func `the watchdog brings back what holds now and not what it saw`() async throws {
        try await DockerWorld.with { fixture in
            let platform = fixture.platform
            let (three, one, next) = (
                fixture.world.release(1, health: quick, instances: 3), fixture.world.release(1, health: quick),
                fixture.world.release(2, health: quick)
            )
            try await fixture.world.deploy(three)
            try await fixture.world.deploy(one)
            try await platform.trim(one, within: .zero)
            try await platform.revive(three)
            #expect(try await fixture.containers().count == 1, "scaled down since")
            try await fixture.world.deploy(next)
            try await fixture.engine.remove(
                fixture.naming.container(one.reference, process: "web.1"), force: true)
            try await platform.revive(one)
            #expect(try await fixture.world.ask().body == "v2", "the traffic has gone to another since")
            #expect(try await fixture.containers().count == 1)
        }
    }

    @Test func `a container is what the release asks for`() async throws {
        try await DockerWorld.with { fixture in
            var release = fixture.world.release(1)
            release.limits = ReleaseLimits(
                memoryBytes: 64 << 20, processes: 50, openFiles: 500, cpus: 0.5, logBytes: 100_000, logFiles: 1)
            try await fixture.world.deploy(release)
            let output = Collected<Platforms.LogLine>()
            let line = """
                id -u; ulimit -n; cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null
                grep -E '^(NoNewPrivs|CapBnd)' /proc/self/status; cat /proc/1/comm
                """
            try await fixture.platform.run(ReleaseTask(command: line), of: release) { output.add($0) }
            let texts = output.texts
            #expect(texts.starts(with: ["1000", "500", String(64 << 20)]), "\(texts)")
            #expect(texts.contains("NoNewPrivs:\t1"))
            #expect(texts.last?.contains("init") == true, "\(texts)")
            let name = fixture.naming.container(release.reference, process: "web.1")
            let container = try await fixture.engine.container(name)
            #expect(container.labels["dev.dextra.process"] == "web.1")
            #expect(container.ports.map(\.address) == ["127.0.0.1"])
            #expect(container.networks.keys.sorted() == [fixture.naming.network(fixture.target)])
        }
    }

    @Test func `a program beyond its memory is said to be so`() async throws {
        try await DockerWorld.with { fixture in
            var release = fixture.world.release(1, "hungry", health: quick)
            release.limits.memoryBytes = 32 << 20
            let failure = try await fixture.world.failureAtGate(release)
            #expect(failure.code == .appCrashed)
            #expect(
                failure.values("exit") == ["killed by SIGKILL: it went beyond its memory limit"], "\(failure.metadata)")
            #expect(failure.values("log").first == "starting in mode hungry")
        }
    }

    @Test func `a crash loop is seen, and a new start begins anew`() async throws {
        try await DockerWorld.with { fixture in
            let release = fixture.world.release(1, "crash")
            _ = try await fixture.platform.provision(fixture.target, exposure: Exposure())
            _ = try await fixture.platform.start(release)
            try await fixture.world.until {
                try await fixture.platform.status(of: release.reference).state == .crashLooping
            }
            let status = try await fixture.platform.status(of: release.reference)
            #expect(status.lastExit == "exit status 3")
            #expect(status.restarts >= 5)
            #expect(try await fixture.platform.start(release).adopted == false)
            #expect(try await fixture.platform.status(of: release.reference).restarts < 5)
        }
    }

    @Test func `the image's own health check counts`() async throws {
        try await DockerWorld.with { fixture in
            let image = try await TestImage.derived(
                fixture, "unwell", "HEALTHCHECK --interval=1s --retries=1 CMD echo no disk; exit 1")
            var release = fixture.world.release(
                1, health: HealthCheck(interval: .milliseconds(100), deadline: .seconds(20), successes: 60))
            release.artifact = .image(reference: image)
            release.health.deadline = .seconds(4)
            let failure = try await fixture.world.failureAtGate(release)
            #expect(failure.code == .healthCheckFailed)
            #expect(failure.values("probe").contains { $0.contains("no disk") }, "\(failure.metadata)")
        }
    }

    @Test func `what the image's own check finds unwell is restarted`() async throws {
        try await DockerWorld.with { fixture in
            let image = try await TestImage.derived(
                fixture, "ill", "HEALTHCHECK --interval=1s --retries=1 CMD test ! -e /tmp/ill")
            var release = fixture.world.release(
                1, health: HealthCheck(watchInterval: .milliseconds(100), watchFailures: 2))
            release.artifact = .image(reference: image)
            try await fixture.world.deploy(release)
            let (events, continuation) = AsyncStream.makeStream(of: PlatformEvent.self)
            try await withThrowingTaskGroup { group in
                group.addTask { try await fixture.platform.watch { continuation.yield($0) } }
                let answer = try await fixture.world.ask("/ill")
                #expect(answer.body == "v1")
                for await event in events where event.detail.contains("health check failed") {
                    #expect(event.state == .unhealthy)
                    break
                }
                for await event in events where event.detail == "healthy again" || event.state == .running { break }
                group.cancelAll()
            }
            let name = fixture.naming.container(release.reference, process: "web.1")
            try await fixture.world.until { try await fixture.engine.container(name).state.health == .healthy }
        }
    }

    @Test func `a port that somebody else took meanwhile is exchanged`() async throws {
        try await DockerWorld.with { fixture in
            let release = fixture.world.release(1)
            let before = try #require(try await fixture.world.deploy(release).endpoints.first)
            let name = fixture.naming.container(release.reference, process: "web.1")
            try await fixture.engine.stop(name, timeout: .zero)
            let other = HTTPServer(
                configuration: HTTPServerConfiguration(listeners: [.tcp(host: "127.0.0.1", port: before.port)]),
                handler: { try await $0.respond(.text("not ours")) })
            _ = try other.bind()
            try await withThrowingTaskGroup { group in
                group.addTask { try await other.run() }
                let after = try await fixture.world.deploy(release).endpoints.first
                #expect(after != nil && after != before)
                #expect(try await fixture.world.ask().body == "v1")
                group.cancelAll()
            }
            #expect(try await fixture.containers().count == 1)
        }
    }

    @Test func `a fixed port is the container's, so two releases run side by side`() async throws {
        try await DockerWorld.with { fixture in
            for number in 1...2 {
                var release = fixture.world.release(number)
                release.port = 5000
                try await fixture.world.deploy(release)
                #expect(try await fixture.world.ask().body == "v\(number)")
                #expect(try await fixture.world.ask("/environment").body.contains("PORT=5000"))
            }
            #expect(try await fixture.platform.status(of: fixture.world.reference(1)).state == .running)
        }
    }

    @Test func `what runs is taken as it is, and what has to be started anyway is replaced when it is something else`()
        async throws
    {
        try await DockerWorld.with { fixture in
            var release = fixture.world.release(1)
            try await fixture.world.deploy(release)
            let name = fixture.naming.container(release.reference, process: "web.1")
            let first = try await fixture.engine.container(name).id
            // A secret that was changed, and then a restart of the server.
            release.environment["NAME"] = Redacted("changed")
            #expect(try await fixture.world.deploy(release).adopted)
            #expect(try await fixture.engine.container(name).id == first)
            try await fixture.engine.stop(first, timeout: .zero)
            #expect(try await fixture.world.deploy(release).adopted == false)
            #expect(try await fixture.world.ask().body == "changed")
            let second = try await fixture.engine.container(name).id
            #expect(second != first)
            // Stopped and the same: it is started again, with its log and its port.
            try await fixture.engine.stop(second, timeout: .zero)
            try await fixture.world.deploy(release)
            #expect(try await fixture.engine.container(name).id == second)
            #expect(try await fixture.world.log(1).filter { $0.text == "starting in mode good" }.count == 2)
            // Created and never started, as after a crash in the middle.
            var spec = ContainerSpec(image: TestImage.name)
            spec.labels = try await fixture.engine.container(second).labels
            try await fixture.engine.remove(second, force: true)
            let third = try await fixture.engine.create(spec, name: name)
            try await fixture.world.deploy(release)
            #expect(try await fixture.engine.container(name).id != third)
            #expect(try await fixture.world.ask().body == "changed")
        }
    }

    @Test func `a cancelled command leaves no container`() async throws {
        try await DockerWorld.with { fixture in
            _ = try await fixture.platform.provision(fixture.target, exposure: Exposure())
            let running = Task {
                try await fixture.platform.run(
                    ReleaseTask(command: "exec sleep 600"), of: fixture.world.release(1)
                ) { _ in }
            }
            try await fixture.world.until { try await fixture.containers().contains { $0.status == .running } }
            running.cancel()
            await #expect(throws: (any Error).self) { try await running.value }
            #expect(try await fixture.containers().isEmpty)
        }
    }

    @Test func `commands that a killed server left are removed`() async throws {
        try await DockerWorld.with { fixture in
            _ = try await fixture.platform.provision(fixture.target, exposure: Exposure())
            var spec = ContainerSpec(image: TestImage.name)
            spec.command = ["/bin/sleep", "600"]
            spec.network = .none
            spec.labels = fixture.naming.labels(fixture.target)
            spec.labels["dev.dextra.kind"] = "task"
            let id = try await fixture.engine.create(spec)
            try await fixture.engine.start(id)
            _ = try await fixture.restartedServer().recover([])
            #expect(try await fixture.containers().isEmpty)
        }
    }

    @Test func `two servers on one engine don't touch each other`() async throws {
        try await DockerWorld.with { one in
            try await DockerWorld.with { two in
                try await one.world.deploy(one.world.release(1))
                var other = two.world.release(1)
                other.environment["NAME"] = Redacted("other")
                try await two.world.deploy(other)
                #expect(try await one.world.ask().body == "v1")
                #expect(try await two.world.ask().body == "other")
                try await one.platform.destroy(one.target)
                _ = try await one.restartedServer().recover([])
                #expect(try await two.world.ask().body == "other")
                #expect(try await one.containers().isEmpty)
                #expect(try await two.containers().count == 1)
            }
        }
    }

    @Test func `logs of several processes come in the order of time`() async throws {
        try await DockerWorld.with { fixture in
            let line = "i=0; while [ $i -lt 300 ]; do echo $i; i=$((i+1)); done; exec sleep 600"
            let worker = WorkerProcess(name: "count", command: line, instances: 3)
            let release = fixture.world.release(1, workers: [worker])
            try await fixture.world.deploy(release)
            try await fixture.platform.startWorkers(of: release)
            try await fixture.world.until {
                try await fixture.world.log(1, LogQuery(process: "count")).count == 900
            }
            let lines = try await fixture.world.log(1, LogQuery(process: "count"))
            #expect(lines.compactMap(\.position) == lines.compactMap(\.position).sorted())
            for process in ["count.1", "count.2", "count.3"] {
                #expect(lines.filter { $0.process == process }.map(\.text) == (0..<300).map { String($0) })
            }
            #expect(try await fixture.world.log(1, LogQuery(tail: 5, process: "count")) == Array(lines.suffix(5)))
            let rest = try await fixture.world.log(1, LogQuery(start: lines[449].position, process: "count"))
            #expect(rest == Array(lines.suffix(450)))
        }
    }

    @Test func `a followed log goes over restarts and takes in new processes`() async throws {
        try await DockerWorld.with { fixture in
            let release = fixture.world.release(
                1, workers: [WorkerProcess(name: "mail", command: "echo mail; sleep 600")])
            try await fixture.world.deploy(release)
            let collected = Collected<Platforms.LogLine>()
            try await withThrowingTaskGroup { group in
                group.addTask {
                    try await fixture.platform.logs(of: release.reference, LogQuery(follow: true)) { entry in
                        if case .line(let line) = entry { collected.add(line) }
                    }
                }
                let name = fixture.naming.container(release.reference, process: "web.1")
                try await fixture.engine.restart(name, timeout: .zero)
                try await fixture.world.until {
                    collected.texts.filter { $0 == "starting in mode good" }.count == 2
                }
                try await fixture.platform.startWorkers(of: release)
                try await fixture.world.until { collected.all.contains { $0.process == "mail.1" } }
                try await fixture.platform.stop(release.reference, grace: .seconds(1))
                try await group.waitForAll()
            }
            #expect(collected.texts.filter { $0 == "starting in mode good" }.count == 2)
        }
    }

    @Test func `without an engine it says how to get one`() async throws {
        let link = EngineLink { try await DockerEngine.connect(environment: ["DOCKER_HOST": "unix:///nowhere.sock"]) }
        let failure = await #expect(throws: Failure.self) { try await link.engine() }
        #expect(failure?.code.name == "engine_unavailable")
        #expect(failure?.hint?.contains("DOCKER_HOST") == true)
    }
}
