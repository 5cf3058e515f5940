// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Processes
import TestKit
import Testing

/// What happens when processes are killed.
@Suite struct ServiceRecoveryTests {
    @Test func `a killed command is started again by the shim alone`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let first = try #require(service.status().process)
            #expect(first.signal(SIGKILL))
            let status = try await fixture.status(of: service) { $0.restarts == 1 && $0.state == .running }
            #expect(status.lastExit == .signalled(SIGKILL))
            #expect(status.process != first)
            #expect(!first.isAlive)
        }
    }

    @Test func `children of a crashed command are gone before the next starts`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("setsid sleep 1000 & echo $!; sleep 1000"))
            let orphans = processes(in: try await fixture.log(of: service, with: "\n"))
            try service.signal(SIGKILL)
            _ = try await fixture.status(of: service) { $0.restarts == 1 && $0.state == .running }
            #expect(orphans.count == 1)
            #expect(orphans.allSatisfy { !$0.isAlive })
        }
    }

    @Test func `a killed shim takes its command along, and the next start finds the rest`() async throws {
        try await ServiceFixture.with { fixture in
            let spec = fixture.spec("setsid sleep 1000 & echo $!; sleep 1000")
            let service = try await fixture.supervisor.start(spec)
            let orphans = processes(in: try await fixture.log(of: service, with: "\n"))
            let command = try #require(service.status().process)
            let shim = try fixture.shimIdentity()
            #expect(shim.signal(SIGKILL))
            try await eventually("the command dies with its shim") { !command.isAlive && !shim.isAlive }
            #expect(service.status().state == .lost)
            #expect(try fixture.supervisor.adopt("app") == nil)
            #expect(orphans.count == 1)

            let again = try await fixture.restarted().start(spec).status()
            #expect(again.state == .running)
            #expect(again.process != command)
            #expect(orphans.allSatisfy { !$0.isAlive })
        }
    }

    @Test func `stopping a service whose shim was killed clears what is left`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("setsid sleep 1000 & echo $!; sleep 1000"))
            let orphans = processes(in: try await fixture.log(of: service, with: "\n"))
            #expect(try fixture.shimIdentity().signal(SIGKILL))
            try await eventually("the shim is gone") { service.status().state == .lost }
            let stopped = try await service.stop()
            #expect(stopped.state == .stopped)
            #expect(orphans.count == 1)
            #expect(orphans.allSatisfy { !$0.isAlive })
        }
    }

    @Test func `a pid that now is another process's is neither adopted nor killed`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let record = String(decoding: try fixture.contents(fixture.file("record")), as: UTF8.self)
            #expect(try fixture.shimIdentity().signal(SIGKILL))
            try await eventually("the shim is gone") { service.status().state == .lost }

            let innocent = try Child.spawn(shell("sleep 1000"))
            let identity = try #require(ProcessIdentity.current(of: innocent.processID))
            let forged = record.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.hasPrefix("shim=") || line.hasPrefix("child=")
                    ? "\(line.prefix { $0 != "=" })=\(identity.processID) \(identity.startTime - 1)" : String(line)
            }
            let file = open(fixture.file("record"), O_WRONLY | O_TRUNC)
            let text = forged.joined(separator: "\n")
            #expect(write(file, text, text.utf8.count) == text.utf8.count)
            close(file)

            #expect(try fixture.supervisor.adopt("app") == nil)
            #expect(throws: Failure.self) { try service.restart() }
            try await service.stop()
            #expect(identity.isAlive)
            try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            #expect(identity.isAlive)
            await innocent.terminate()
        }
    }

    @Test func `a restart that is asked for keeps the service`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(fixture.spec("sleep 1000"))
            let first = try #require(service.status().process)
            try service.restart()
            let status = try await fixture.status(of: service) { $0.restarts == 1 && $0.state == .running }
            #expect(status.process != first)
            #expect(status.lastExit == .signalled(SIGTERM))
        }
    }

    @Test func `a crash loop is seen and given up`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(
                fixture.spec("exit 9") {
                    $0.restart.crashCount = 3
                    $0.restart.crashLoopAction = .stop
                })
            let status = try await fixture.status(of: service) { !$0.isSupervised }
            #expect(status.state == .crashLooping)
            #expect(status.lastExit == .exited(9))
            #expect(status.restarts == 2)
        }
    }

    @Test func `a crash loop can be tried on slowly, and stopped`() async throws {
        try await ServiceFixture.with { fixture in
            var spec = fixture.spec("exit 9")
            spec.restart.crashCount = 3
            spec.restart.backoff.limit = .seconds(600)
            let service = try await fixture.supervisor.start(spec)
            let status = try await fixture.status(of: service) { $0.state == .crashLooping }
            #expect(status.isSupervised)
            #expect(status.nextStart != nil)
            let stopped = try await service.stop()
            #expect(stopped.state == .stopped)
        }
    }

    @Test func `a command that ends well is over when only failures count`() async throws {
        try await ServiceFixture.with { fixture in
            let service = try await fixture.supervisor.start(
                fixture.spec("exit 0") { $0.restart.condition = .onFailure })
            let status = try await fixture.status(of: service) { !$0.isSupervised }
            #expect(status.state == .exited)
            #expect(status.lastExit == .exited(0))
        }
    }
}
