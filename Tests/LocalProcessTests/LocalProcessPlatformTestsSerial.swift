// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import LocalProcess
import Model
import PlatformKit
import Platforms
import Primitives
import Processes
import Synchronization
import Testing
import Traffic

/// Real programs under real shims behind a real HAProxy. Serial: side by side their boots would starve each other.
@Suite(.serialized) struct LocalProcessPlatformTestsSerial {
    private static let capabilities: PlatformCapabilities = [
        .keepsPredecessorWarm, .countsConnections, .followsLogs, .runsTasks, .splitsTraffic,
    ]

    @Test(arguments: PlatformRule.all(for: capabilities))
    func `it is a platform`(rule: PlatformRule) async throws {
        try await PlatformFixture.with { fixture in
            #expect(fixture.platform.capabilities.isSuperset(of: rule.needs))
            try await rule.check(fixture.world)
        }
    }

    private let quick = HealthCheck(interval: .milliseconds(50), deadline: .seconds(2))

    private func failure(_ fixture: PlatformFixture, _ release: PlatformRelease) async throws -> Failure? {
        _ = try await fixture.platform.provision(fixture.target, exposure: Exposure())
        let instance = try await fixture.platform.start(release)
        return await #expect(throws: Failure.self) {
            try await fixture.platform.probe(instance, of: release) { _ in }
        }
    }

    private func values(_ failure: Failure?, _ key: String) -> [String] {
        failure?.metadata.filter { $0.key == key }.map(\.value) ?? []
    }

    @Test func givesTheProgramItsOwnSurroundingsAndNothingElse() async throws {
        try await PlatformFixture.with { fixture in
            setenv("DEXTRA_TEST_SECRET", "leaked", 1)
            defer { unsetenv("DEXTRA_TEST_SECRET") }
            try await fixture.deploy(fixture.release(1))
            let lines = Set(try await fixture.ask("/environment").body.split(separator: "\n").map(String.init))
            let data = "\(fixture.home)/projects/shop/data/production"
            #expect(
                lines.isSuperset(of: [
                    "DEXTRA_PROJECT=shop", "DEXTRA_PROFILE=production", "DEXTRA_RELEASE=1", "HOST=127.0.0.1",
                    "HOME=\(data)", "TMPDIR=\(data)/tmp", "LANG=C.UTF-8", "PYTHONUNBUFFERED=1",
                    "NAME=v1",
                ]))
            #expect(!lines.contains("DEXTRA_TEST_SECRET=leaked"))
        }
    }

    @Test func runsAProgramAsItsProjectsUser() async throws {
        try await PlatformFixture.with { fixture in
            let lines = Mutex<[String]>([])
            try await fixture.platform.run(
                ReleaseTask(command: "id -u; touch $HOME/mine && echo written"), of: fixture.release(1)
            ) { line in lines.withLock { $0.append(line.text) } }
            let printed = lines.withLock { $0 }
            #expect(printed.last == "written")
            if fixture.isolation == .uid { #expect(printed.first == "210001") }
        }
    }

    @Test func namesThePortOfAProgramThatIgnoresItsOwn() async throws {
        try await PlatformFixture.with { fixture in
            let failure = try await failure(fixture, fixture.release(1, "elsewhere", health: quick))
            #expect(failure?.code == .portIgnored)
            let port = try #require(values(failure, "listens_on").first.flatMap { Int($0) })
            #expect(!PortProbe.isFree(port, on: "127.0.0.1"))
        }
    }

    /// To a program without `SO_REUSEADDR` a port is taken for a minute by connections that were closed at this end.
    @Test func givesNoPortThatSomeProgramsCanNotHave() async throws {
        let port = try await closedAtThisEnd()
        try await PlatformFixture.with(ports: port...port) { fixture in
            let failure = await #expect(throws: Failure.self) { try await fixture.platform.start(fixture.release(1)) }
            #expect(failure?.code == .portInUse)
        }
        try await PlatformFixture.with(ports: port...(port + 20)) { fixture in
            let instance = try await fixture.platform.start(fixture.release(1))
            #expect(instance.endpoints.allSatisfy { $0.port > port })
        }
    }

    /// A port on which a server that reuses its address took a connection and closed it first.
    private func closedAtThisEnd() async throws -> Int {
        let program = """
            import socket
            server = socket.create_server(("127.0.0.1", 0))
            client = socket.create_connection(server.getsockname())
            server.accept()[0].close()
            client.recv(1)
            print(server.getsockname()[1])
            """
        var printed: [UInt8] = []
        let status = try await Child.run(Command(executable: "/usr/bin/python3", arguments: ["-c", program])) {
            printed += $0.bytes
        }
        try #require(status.isSuccess)
        return try #require(Int(String(decoding: printed, as: UTF8.self).filter(\.isNumber)))
    }

    @Test func givesAFixedPortBackWhenTheNextReleaseFails() async throws {
        try await PlatformFixture.with { fixture in
            let port = try #require(PortProbe.findFree(in: 12_500...13_499, on: "127.0.0.1", random: .system))
            try await fixture.deploy(fixture.release(1, port: port))
            let second = fixture.release(2, "bad", port: port, health: quick)
            #expect(try await failure(fixture, second)?.code == .healthCheckFailed)
            try await fixture.platform.stop(second.reference, grace: .seconds(5))
            let first = fixture.release(1, port: port)
            let restored = try #require(try await fixture.platform.find(first.reference))
            try await fixture.platform.probe(restored, of: first) { _ in }
            #expect(try await fixture.ask().body == "v1")
            try await fixture.deploy(fixture.release(3, port: port))
            #expect(try await fixture.ask().body == "v3")
            #expect(try await fixture.platform.find(first.reference) == nil)
        }
    }

    @Test func leavesNothingBehind() async throws {
        try await PlatformFixture.with { fixture in
            let instance = try await fixture.deploy(fixture.release(1))
            try await fixture.platform.destroy(fixture.target)
            try await fixture.platform.destroy(fixture.target)
            #expect(try await fixture.platform.exposure(of: fixture.target) == nil)
            #expect(try await fixture.platform.find(instance.reference) == nil)
            #expect(fixture.platform.supervisor.list().map(\.name) == ["haproxy"])
            #expect(!FileManager.default.fileExists(atPath: "\(fixture.home)/projects/shop/data/production"))
        }
    }

    @Test func refusesWhatItCannotRun() async throws {
        try await PlatformFixture.with { fixture in
            var image = fixture.release(1)
            image.artifact = .image(reference: "shop:1")
            let outside = fixture.release(1, workload: .staticSite(root: "../..", singlePage: false))
            for release in [image, outside] {
                let failure = await #expect(throws: Failure.self) { _ = try await fixture.platform.validate(release) }
                #expect(failure?.code == .unsupportedRelease)
            }
            let notices = try await fixture.platform.validate(fixture.release(1, port: 5000))
            #expect(notices.map(\.code).contains("fixed_port"))
        }
    }
}
