// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

@Suite struct ServiceTests {
    @Test func `a started service runs, and a restarted server adopts it`() async throws {
        try await ServiceFixture.with { fixture in
            let started = try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let status = started.status()
            #expect(status.state == .running)
            #expect(status.process?.isAlive == true)

            let adopted = try #require(try fixture.restarted().adopt("app"))
            #expect(adopted.status() == status)
            #expect(fixture.restarted().list().map(\.name) == ["app"])
        }
    }

    @Test func `starting again what runs starts nothing`() async throws {
        try await ServiceFixture.with { fixture in
            let spec = fixture.spec("sleep 1000")
            let first = try await fixture.supervisor.start(spec).status()
            let second = try await fixture.restarted().start(spec).status()
            #expect(first == second)
        }
    }

    @Test func `of many starts at once one wins and all have it`() async throws {
        try await ServiceFixture.with { fixture in
            let spec = fixture.spec("echo started; sleep 1000")
            let pids = try await withThrowingTaskGroup(of: Int32?.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await fixture.restarted().start(spec).status().pid }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(pids.count == 1)
            #expect(pids.first != .some(nil))
            let log = try await fixture.log(of: try fixture.supervisor.find("app"), with: "started")
            #expect(log == "started\n")
        }
    }

    @Test func `another spec under a running name is refused`() async throws {
        try await ServiceFixture.with { fixture in
            try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let failure = await #expect(throws: Failure.self) {
                try await fixture.supervisor.start(fixture.spec("sleep 1000") { $0.revision = "2" })
            }
            #expect(failure?.code == .serviceDiffers)
        }
    }

    @Test func `a command that can't be run fails the start`() async throws {
        try await ServiceFixture.with { fixture in
            let spec = ServiceSpec(name: "app", command: Command(executable: "/nowhere/command"))
            let failure = await #expect(throws: Failure.self) { try await fixture.supervisor.start(spec) }
            #expect(failure?.code == .commandNotFound)
            let status = try fixture.supervisor.find("app").status()
            #expect(status.state == .exited)
            #expect(!status.isSupervised)
            #expect(status.message?.contains("/nowhere/command") == true)
        }
    }

    @Test(arguments: ["", ".hidden", "a/b", "a b", String(repeating: "x", count: 101)])
    func `a name that can't be a directory is refused`(name: String) async throws {
        try await ServiceFixture.with { fixture in
            let failure = await #expect(throws: Failure.self) {
                try await fixture.supervisor.start(fixture.spec("sleep 1000", name: name))
            }
            #expect(failure?.code == .invalidArgument)
        }
    }

    @Test func `the values of the environment are never written down`() async throws {
        try await ServiceFixture.with { fixture in
            let spec = fixture.spec("test \"$PASSWORD\" = correct-horse && echo right; sleep 1000") {
                $0.command.environment["PASSWORD"] = "correct-horse"
            }
            let service = try await fixture.supervisor.start(spec)
            _ = try await fixture.log(of: service, with: "right")
            let needle = Array("correct-".utf8)
            for name in ["spec", "record", "state"] {
                let bytes = try fixture.contents(fixture.file(name))
                // The command line holds the whole word; the value alone must not be there a second time.
                let count = bytes.indices.filter { bytes[$0...].starts(with: needle) }.count
                #expect(count == (name == "spec" ? 1 : 0), "\(name)")
            }
        }
    }

    @Test func `a shim is small`() async throws {
        try await ServiceFixture.with { fixture in
            try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let pid = try fixture.shimIdentity().processID
            let text = String(decoding: try fixture.contents("/proc/\(pid)/status"), as: UTF8.self)
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            let kilobytes = try #require(
                line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
            #expect(kilobytes <= 3 * 1024)
        }
    }

    @Test func `stopping lets the command end by itself, and asks all of its processes`() async throws {
        try await ServiceFixture.with { fixture in
            let script = """
                sh -c 'trap "echo inner; exit" TERM; echo ready; while :; do sleep 0.01; done' &
                trap 'wait; echo outer; exit 0' TERM
                while :; do sleep 0.01; done
                """
            let service = try await fixture.supervisor.start(fixture.spec(script) { $0.stopGrace = .seconds(60) })
            _ = try await fixture.log(of: service, with: "ready")
            let status = try await service.stop()
            #expect(status.state == .stopped)
            #expect(status.lastExit == .exited(0))
            let log = try await fixture.log(of: service)
            // The shell itself also reports that a sleep of its own was terminated.
            #expect(log.contains("inner\n"))
            #expect(log.hasSuffix("outer\n"))
            #expect(try fixture.supervisor.adopt("app") == nil)
        }
    }

    @Test(arguments: [SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2])
    func `a command is asked to end with the signal it wants`(signal: Int32) async throws {
        try await endsGently(on: signal, isolation: .none)
    }

    @Test(.enabled("this machine doesn't allow user namespaces", IsolationTests.namespacesWork))
    func `the signal it wants reaches a command in a namespace`() async throws {
        try await endsGently(
            on: SIGINT, isolation: .userNamespace(hide: [], exposeReadOnly: [], exposeReadWrite: []))
    }

    private func endsGently(on signal: Int32, isolation: Isolation) async throws {
        try await ServiceFixture.with { fixture in
            let script =
                "trap '' TERM; trap 'echo gently; exit 0' \(signal); echo ready; while :; do sleep 0.01; done"
            let service = try await fixture.supervisor.start(
                fixture.spec(script) {
                    $0.command.isolation = isolation
                    $0.stopSignal = signal
                    $0.stopGrace = .seconds(60)
                })
            _ = try await fixture.log(of: service, with: "ready")
            #expect(try await service.stop().lastExit == .exited(0))
            #expect(try await fixture.log(of: service).hasSuffix("gently\n"))
        }
    }

    @Test(arguments: [0, SIGKILL, SIGSTOP, SIGCHLD, 99])
    func `a stop signal that can't ask a command to end is refused`(signal: Int32) async throws {
        try await ServiceFixture.with { fixture in
            let failure = await #expect(throws: Failure.self) {
                try await fixture.supervisor.start(fixture.spec("sleep 1000") { $0.stopSignal = signal })
            }
            #expect(failure?.code == .invalidArgument)
        }
    }

    @Test func `what left the group is asked to end too`() async throws {
        try await ServiceFixture.with { fixture in
            var spec = fixture.spec(
                "setsid sh -c 'trap \"echo inner; exit\" TERM; echo ready; while :; do sleep 0.01; done' & wait")
            spec.stopGrace = .seconds(600)
            let service = try await fixture.supervisor.start(spec)
            _ = try await fixture.log(of: service, with: "ready")
            let status = try await service.stop()
            #expect(status.state == .stopped)
            let log = try await fixture.log(of: service)
            #expect(log.contains("inner\n"))
        }
    }

    @Test func `a command that ignores SIGTERM is killed, with all that descend from it`() async throws {
        try await ServiceFixture.with { fixture in
            let script =
                "trap '' TERM; setsid sh -c 'trap \"\" TERM; echo $$; sleep 1000' & echo $!; sleep 1000; sleep 1000"
            let service = try await fixture.supervisor.start(fixture.spec(script) { $0.stopGrace = .milliseconds(50) })
            _ = try await fixture.log(of: service, with: "\n")
            let before = processes(in: try await fixture.log(of: service))
            let status = try await service.stop()
            #expect(status.state == .stopped)
            #expect(status.lastExit == .signalled(SIGKILL))
            #expect(!before.isEmpty)
            #expect(before.allSatisfy { !$0.isAlive })
        }
    }

    @Test func `removing a service stops it and leaves nothing`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let process = try #require(service.status().process)
            try await fixture.supervisor.remove("app")
            #expect(!process.isAlive)
            #expect(access(fixture.path + "/app", F_OK) != 0)
            try await fixture.supervisor.remove("app")
        }
    }
}
