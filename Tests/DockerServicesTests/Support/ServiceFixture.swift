// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Containers
import ContainersKit
import Docker
import Model
import Platforms
import Primitives
import Processes
import Synchronization
import TestKit
import Testing

/// An engine with images of databases, and a target that no other test has.
struct ServiceFixture: Sendable {
    let daemon: DockerDaemon
    let engine: DockerEngine
    let naming: DockerNaming
    let target: PlatformTarget
    let services: DockerServices

    static func with(_ daemon: DockerDaemon? = nil, _ body: (ServiceFixture) async throws -> Void) async throws {
        let daemon = if let daemon { daemon } else { try await DockerDaemon.shared() }
        let engine = try await daemon.engine()
        try await BaseImage.prepare(in: daemon, engine)
        let naming = DockerNaming(server: String(RandomSource.system.next() >> 32, radix: 16))
        let target = PlatformTarget(project: try ProjectName("shop"), ordinal: 1, profile: .production)
        let fixture = ServiceFixture(
            daemon: daemon, engine: engine, naming: naming, target: target,
            services: DockerServices(engine: { try await daemon.engine() }, naming: naming))
        do {
            try await body(fixture)
            try await fixture.services.destroy(target)
        } catch {
            try? await fixture.services.destroy(target)
            throw error
        }
    }

    @discardableResult
    func ensure(_ services: BackingService..., progress: ServiceProgress? = nil) async throws -> [BackingServiceAddress]
    {
        try await self.services.ensure(services, of: target) { progress?.add($0, $1) }
    }

    func container(_ name: String) async throws -> ContainerSnapshot {
        try await engine.container(naming.service(name, of: target))
    }

    /// A service of the base image that runs a shell line.
    func shell(_ line: String, name: String = "thing", port: Int = 7000, ready: String? = "true") -> BackingService {
        BackingService(
            name: name, image: BaseImage.name, command: ["/bin/sh", "-c", line], port: port, readyCommand: ready,
            readyDeadline: .seconds(30))
    }

    /// As the catalog of known images makes it of a line in dextra.yaml.
    func known(_ name: String, _ image: String, env: [String: String] = [:]) throws -> BackingService {
        let resolved = try ServiceCatalog.resolve(
            ServiceDeclaration(name: name, image: image, environment: env),
            credentials: ["password": Redacted("p4ssw0rd")])
        return BackingService(
            name: resolved.name, image: resolved.image, command: resolved.command, environment: resolved.environment,
            dataFolder: resolved.dataFolder, port: resolved.port, readyCommand: resolved.readyCommand)
    }

    /// What a program of this machine prints, errors too.
    func run(_ arguments: String...) async throws -> String {
        let command = Command(
            executable: arguments[0], arguments: Array(arguments.dropFirst()),
            environment: ["PATH": "/usr/bin:/bin", "HOME": daemon.folder], output: .merged)
        return String(decoding: try await Child.collect(command, timeout: .seconds(30)).output, as: UTF8.self)
    }

    /// What a query of the database behind an address gives.
    func query(_ sql: String, _ address: BackingServiceAddress) async throws -> String {
        try await run(ServiceImages.psql, "postgresql://app:p4ssw0rd@\(address.onHost)/app", "-Atqc", sql)
    }
}

/// What a caller was told on the way.
final class ServiceProgress: Sendable {
    private let entries = Mutex<[(Double, String)]>([])

    func add(_ fraction: Double, _ words: String) { entries.withLock { $0.append((fraction, words)) } }
    var all: [(fraction: Double, words: String)] { entries.withLock { $0.map { ($0.0, $0.1) } } }
}

/// Lines that a receiver got.
final class ReceivedLog: Sendable {
    private let state = Mutex<(lines: [Platforms.LogLine], isCurrent: Bool)>(([], false))

    var lines: [Platforms.LogLine] { state.withLock(\.lines) }
    var isCurrent: Bool { state.withLock(\.isCurrent) }

    func add(_ entry: LogEntry) {
        state.withLock { state in
            switch entry {
            case .line(let line): state.lines.append(line)
            case .current: state.isCurrent = true
            case .skipped: break
            }
        }
    }
}
