// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Hosting
import Model
import PlatformKit
import Platforms
import Primitives
import Processes
import TestKit
import Traffic

/// A DockerPlatform with a name and a proxy of its own on an engine of the tests; nothing of it is left afterwards.
struct DockerWorld: Sendable {
    let daemon: DockerDaemon
    let engine: DockerEngine
    let naming: DockerNaming
    let platform: DockerPlatform
    let target: PlatformTarget
    private let supervisor: ServiceSupervisor
    private let ingress: Ingress

    /// - daemon: nil for the one that most tests share.
    static func with(
        _ daemon: DockerDaemon? = nil, _ body: (DockerWorld) async throws -> Void
    ) async throws {
        let daemon = if let daemon { daemon } else { try await DockerDaemon.shared() }
        let engine = try await daemon.engine()
        try await TestImage.prepare(in: daemon, engine)
        try await TemporaryDirectory.with { path in
            let world = try DockerWorld(daemon, engine, home: path)
            do {
                try await body(world)
                try await world.end()
            } catch {
                try? await world.end()
                throw error
            }
        }
    }

    private init(_ daemon: DockerDaemon, _ engine: DockerEngine, home: String) throws {
        self.daemon = daemon
        self.engine = engine
        naming = DockerNaming(server: String(String(RandomSource.system.next() | 1 << 63, radix: 16).prefix(8)))
        let shim = try ShimLocation.find(
            also: CommandLine.arguments.map { String($0[..<($0.lastIndex(of: "/") ?? $0.startIndex)]) })
        supervisor = ServiceSupervisor(directory: home + "/services", shim: shim)
        // Below the ports from which the kernel gives to clients, and apart from those of other suites.
        let first = PortProbe.findFree(in: 17_000...19_999, on: "127.0.0.1", random: .system) ?? 17_000
        let proxy = HAProxy(
            directory: ProxyDirectory(path: home + "/proxy"),
            settings: TrafficSettings(
                front: .off, firstPort: first, maximumConnections: 500, account: .forThisProcess()),
            launcher: .supervised(by: supervisor), program: { try ProxyProgram.locate(searchPath: nil) },
            time: .system, logger: .silent)
        ingress = Ingress(proxy: proxy, time: .system, logger: .silent)
        target = PlatformTarget(project: try ProjectName("shop"), ordinal: 1, profile: .production)
        platform = Self.platform(daemon, naming, ingress)
    }

    /// A platform as another process would make it: nothing is shared but the world.
    static func platform(_ daemon: DockerDaemon, _ naming: DockerNaming, _ ingress: Ingress) -> DockerPlatform {
        let address = daemon.address
        return DockerPlatform(
            naming: naming, link: EngineLink { try await DockerEngine.connect(to: address) }, ingress: ingress,
            time: .system, random: .system, logger: .silent)
    }

    func restartedServer() -> DockerPlatform { Self.platform(daemon, naming, ingress) }

    /// As the conformance rules see it.
    var world: PlatformWorld {
        PlatformWorld(
            platform: platform, target: target, artifact: .image(reference: TestImage.name), workload: .command(""),
            restarted: { self.restartedServer() },
            powerLoss: {
                for container in try await self.containers() { try await self.engine.kill(container.id) }
                try await self.supervisor.find("haproxy").kill()
            })
    }

    /// What is on the engine of this world's server.
    func containers() async throws -> [ContainerSummary] {
        try await engine.containers(labels: [DockerNaming.Label.server: naming.server])
    }

    private func end() async throws {
        try await platform.destroy(target)
        try await supervisor.remove("haproxy")
    }
}
