// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import Primitives
import Processes
import Testing

/// Containers on a real engine.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)))
struct ContainerTests {
    @Test func runsFromCreationToRemoval() async throws {
        try await EngineFixture.with { test in
            var spec = test.shell("echo $GREETING; exit 3")
            spec.environment["GREETING"] = "hello"
            spec.labels["dextra.test"] = test.prefix
            let id = try await test.engine.create(spec, name: test.prefix + "-a")
            #expect(try await test.engine.container(id).state.status == .created)
            try await test.engine.start(id)
            #expect(try await test.engine.wait(id) == 3)
            let ended = try await test.engine.container(test.prefix + "-a")
            #expect(ended.state.status == .exited)
            #expect(ended.state.exitCode == 3)
            #expect(ended.state.started != nil && ended.state.finished != nil)
            #expect(ended.labels["dextra.test"] == test.prefix)
            let listed = try await test.engine.containers(labels: ["dextra.test": test.prefix])
            #expect(listed.map(\.id) == [id])
            #expect(listed.first?.status == .exited)
            try await test.engine.remove(id)
            await expectFailure(.containerNotFound) { _ = try await test.engine.container(id) }
        }
    }

    @Test func appliesEveryPartOfASpec() async throws {
        try await EngineFixture.with { test in
            try TestFolder.write("from the host", to: test.folder + "/shared/file")
            var spec = test.shell("trap 'exit 0' USR1; while :; do sleep 0.1; done")
            spec.user = "1234:1234"
            spec.workingDirectory = "/tmp"
            spec.hostname = "box"
            spec.hasReadOnlyRoot = true
            spec.droppedCapabilities = ["ALL"]
            spec.hasInit = false
            spec.stopSignal = "SIGUSR1"
            spec.resources = ContainerResources(memory: 64 << 20, cpus: 0.5, processes: 50)
            spec.restart = .onFailure(limit: 2)
            spec.logging = .rotated(megabytes: 1, files: 2)
            spec.extraHosts = ["db.internal": "10.0.0.9"]
            spec.mounts = [
                .path(source: test.folder + "/shared", target: "/shared", isReadOnly: true),
                .memory(target: "/scratch"),
            ]
            let id = try await test.run(spec)
            let probe = """
                id -u; pwd; hostname; cat /shared/file; echo; grep db.internal /etc/hosts; \
                grep -E 'CapEff|NoNewPrivs' /proc/1/status; touch /x || echo readonly; touch /scratch/x && echo writable
                """
            let result = try await test.engine.collect(ExecCommand(["/bin/sh", "-c", probe]), in: id)
            let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(lines.prefix(4) == ["1234", "/tmp", "box", "from the host"])
            #expect(lines.contains { $0.contains("10.0.0.9") })
            #expect(lines.contains("CapEff:\t0000000000000000"))
            #expect(lines.contains("NoNewPrivs:\t1"))
            #expect(lines.suffix(2) == ["readonly", "writable"])
            let usage = try await test.engine.statistics(of: id)
            #expect(usage.memoryLimit == 64 << 20)
            // It ends by the signal asked for, not by being killed.
            try await test.engine.stop(id, timeout: .seconds(20))
            #expect(try await test.engine.container(id).state.exitCode == 0)
        }
    }

    @Test func killsWhatDoesNotStopInTime() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("trap '' TERM; while :; do sleep 0.1; done"))
            try await test.engine.stop(id, timeout: .seconds(1))
            #expect(try await test.engine.container(id).state.exitCode == 137)
            // As it is already: no error.
            try await test.engine.stop(id)
            try await test.engine.start(id)
            try await test.engine.start(id)
            #expect(try await test.engine.container(id).state.isRunning)
            try await test.engine.kill(id)
            #expect(try await test.engine.wait(id) == 137)
            await expectFailure(.containerConflict) { try await test.engine.kill(id) }
        }
    }

    @Test func publishesPortsAndJoinsNetworks() async throws {
        try await EngineFixture.with { test in
            let network = test.prefix + "-net"
            _ = try await test.engine.createNetwork(network, labels: ["dextra.test": test.prefix])
            var server = test.shell("mkdir -p /tmp/w; echo hello >/tmp/w/index.html; httpd -f -p 80 -h /tmp/w")
            server.network = .named(network, aliases: ["web"])
            server.ports = [PortMapping(container: 80)]
            let id = try await test.run(server, "server")
            let snapshot = try await test.engine.container(id)
            let port = try #require(snapshot.ports.first)
            #expect(port.container == 80 && port.address == "127.0.0.1")
            #expect(snapshot.networks[network]?.address?.hasPrefix("10.213.") == true)
            var client = test.shell("until wget -q -O - http://web/index.html; do sleep 0.1; done")
            client.network = .named(network)
            let other = try await test.run(client, "client")
            #expect(try await test.engine.wait(other) == 0)
            #expect(try await test.engine.network(network).containers == [id])
            #expect(try await test.engine.networks(labels: ["dextra.test": test.prefix]).map(\.name) == [network])
            await expectFailure(.networkConflict) { try await test.engine.removeNetwork(network) }

            var second = server
            second.ports = [PortMapping(container: 80, host: port.host)]
            let taken = try await test.engine.create(second, name: test.prefix + "-second")
            await expectFailure(.portTaken) { try await test.engine.start(taken) }
            try await test.engine.disconnect(id, from: network, force: true)
            try await test.engine.connect(id, to: network, aliases: ["again"])
            #expect(try await test.engine.container(id).networks[network]?.aliases.contains("again") == true)
        }
    }

    @Test func tellsConflictsAndMissingThingsApart() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("sleep 60"))
            let engine = test.engine
            await expectFailure(.containerConflict) {
                _ = try await engine.create(test.shell("true"), name: test.prefix + "-c")
            }
            await expectFailure(.containerConflict) { try await engine.remove(id) }
            await expectFailure(.imageNotFound) {
                _ = try await engine.create(ContainerSpec(image: "nobody/has:this"))
            }
            var nowhere = test.shell("true")
            nowhere.network = .named(test.prefix + "-none")
            let lost = try await engine.create(nowhere, name: test.prefix + "-lost")
            await expectFailure(.networkNotFound) { try await engine.start(lost) }
            var broken = ContainerSpec(image: BaseImage.name)
            broken.command = ["/no/such/program"]
            let unstartable = try await engine.create(broken, name: test.prefix + "-broken")
            await expectFailure(.containerStartFailed) { try await engine.start(unstartable) }
            await expectFailure(.imageNotFound) { _ = try await engine.image("nobody/has:this") }
            await expectFailure(.networkNotFound) { try await engine.removeNetwork("no-such-network") }
            await expectFailure(.volumeNotFound) { try await engine.removeVolume("no-such-volume") }
            try await engine.rename(id, to: test.prefix + "-renamed")
            #expect(try await engine.container(test.prefix + "-renamed").id == id)
            #expect(try await engine.processes(of: id).rows.contains { $0.contains { $0.contains("sleep") } })
        }
    }

    @Test func reportsHealthAndMemoryEnds() async throws {
        try await EngineFixture.with { test in
            var spec = test.shell("sleep 60")
            spec.healthcheck = ContainerHealthcheck(
                .shell("echo looked; test -e /tmp/well"), interval: .milliseconds(100), timeout: .seconds(5), retries: 1
            )
            let id = try await test.run(spec, "health")
            try await until { try await test.engine.container(id).state.health == .unhealthy }
            #expect(try await test.engine.container(id).state.healthOutput == "looked\n")
            #expect(try await test.engine.collect(ExecCommand(["/bin/touch", "/tmp/well"]), in: id).exitCode == 0)
            try await until { try await test.engine.container(id).state.health == .healthy }

            var hungry = test.shell("tail /dev/zero")
            hungry.resources.memory = 16 << 20
            let victim = try await test.run(hungry, "hungry")
            // Killed by the kernel. `isOutOfMemory` is not asked for: the engine hears of the reason beside the end, and
            // on a busy machine notes it too late.
            #expect(try await test.engine.wait(victim) == 137)
        }
    }

    @Test func countsWhatAContainerUses() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("while :; do :; done"))
            let sample = try await test.engine.statistics(of: id)
            let cpu = try #require(sample.cpuPercent)
            #expect(cpu > 1 && cpu < 400)
            #expect(sample.memory > 0 && sample.memory < 64 << 20)
            #expect(sample.processes >= 1)
            struct Enough: Error {}
            let seen = Recorded<ContainerStatistics>()
            await #expect(throws: Enough.self) {
                try await test.engine.watchStatistics(of: id) { sample in
                    seen.add(sample)
                    if seen.all.count == 2 { throw Enough() }
                }
            }
            #expect(seen.all.last?.cpuPercent != nil)
        }
    }

    @Test func keepsVolumes() async throws {
        try await EngineFixture.with { test in
            let name = test.prefix + "-data"
            try await test.engine.createVolume(name, labels: ["dextra.test": test.prefix])
            var spec = test.shell("echo kept >/data/file")
            spec.mounts = [.volume(name: name, target: "/data")]
            let writer = try await test.run(spec, "writer")
            #expect(try await test.engine.wait(writer) == 0)
            spec.command = ["/bin/cat", "/data/file"]
            let reader = try await test.run(spec, "reader")
            #expect(try await test.engine.wait(reader) == 0)
            let lines = Recorded<String>()
            try await test.engine.logs(of: reader) { lines.add($0.text) }
            #expect(lines.all == ["kept"])
            #expect(try await test.engine.volumes(labels: ["dextra.test": test.prefix]).map(\.name) == [name])
            await expectFailure(.volumeInUse) { try await test.engine.removeVolume(name) }
            try await test.engine.remove(writer)
            try await test.engine.remove(reader)
            try await test.engine.removeVolume(name)
            await expectFailure(.volumeNotFound) { _ = try await test.engine.volume(name) }
        }
    }

    @Test func copiesInAndOut() async throws {
        try await EngineFixture.with { test in
            let id = try await test.engine.create(test.shell("cat /tmp/in/a"), name: test.prefix + "-c")
            let long = String(repeating: "n", count: 180)
            try await test.engine.copy(
                [
                    (TarEntry("in", .directory), []), (TarEntry("in/a", .file(size: 0)), Array("one".utf8)),
                    (TarEntry("in/" + long, .file(size: 0), mode: 0o600), Array(repeating: 7, count: 100_000)),
                    (TarEntry("in/link", .symbolicLink("a")), []),
                ], to: "/tmp", of: id)
            try await test.engine.start(id)
            #expect(try await test.engine.wait(id) == 0)
            var reader = TarReader()
            var entries: [TarEntry] = []
            var bytes = 0
            for try await piece in try await test.engine.copy(from: "/tmp/in", of: id) {
                for part in try reader.consume(piece) {
                    switch part {
                    case .entry(let entry): entries.append(entry)
                    case .content(let content): bytes += content.count
                    }
                }
            }
            #expect(reader.isComplete)
            #expect(Set(entries.map(\.path)) == ["in", "in/a", "in/" + long, "in/link"])
            #expect(entries.first { $0.path == "in/link" }?.kind == .symbolicLink("a"))
            #expect(entries.first { $0.path == "in/" + long }?.mode == 0o600)
            #expect(bytes == 100_003)
            await expectFailure(.containerNotFound) { _ = try await test.engine.copy(from: "/no", of: id) }
        }
    }
}
