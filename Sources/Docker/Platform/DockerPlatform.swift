// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import HTTP
package import Hosting
package import Platforms
package import Primitives

/// Runs releases as containers of a Docker Engine: one for each process, behind the HAProxy of this machine.
///
/// All that matters is on the engine, in names and labels, and in the proxy's configuration: either side may be killed
/// and started again. In memory there is only what is needed to start a release again, which `start` and `recover`
/// are told. The engine keeps containers running by itself; the server is needed for changes and for its watchdog.
package struct DockerPlatform: Platform {
    package static let platformID = PlatformID(rawValue: "docker.engine")

    package let naming: DockerNaming
    package let settings: DockerSettings
    package let link: EngineLink
    let ingress: Ingress
    let client: HTTPClient
    let ports: ContainerPorts
    let registry = ReleaseRegistry()
    let view = EngineView()
    let turns = ReleaseTurns()
    let time: TimeSource
    let random: RandomSource
    let logger: Logger

    package init(
        naming: DockerNaming, settings: DockerSettings = DockerSettings(), link: EngineLink, ingress: Ingress,
        time: TimeSource, random: RandomSource, logger: Logger
    ) {
        self.naming = naming
        self.settings = settings
        self.link = link
        self.ingress = ingress
        client = HTTPClient()
        ports = ContainerPorts(range: settings.ports, random: random)
        self.time = time
        self.random = random
        self.logger = logger
    }

    package var id: PlatformID { Self.platformID }

    package var capabilities: PlatformCapabilities {
        [
            .keepsPredecessorWarm, .countsConnections, .followsLogs, .runsTasks, .runsImages, .scales, .runsWorkers,
            .splitsTraffic,
        ]
    }

    func objects(_ target: PlatformTarget) async throws -> TargetObjects {
        TargetObjects(engine: try await link.engine(), naming: naming, target: target, time: time)
    }

    func publishing(_ engine: DockerEngine) -> Publishing { settings.publishing ?? Publishing(engine.address) }

    func launcher(_ engine: DockerEngine) -> ContainerLauncher {
        ContainerLauncher(engine: engine, ports: ports, publishing: publishing(engine), time: time)
    }

    func instance(_ reference: ReleaseReference, ports: [Int], on host: String, adopted: Bool) -> PlatformInstance {
        PlatformInstance(
            platform: id, reference: reference, endpoints: ports.map { Endpoint(host: host, port: $0) },
            adopted: adopted)
    }
}

extension DockerPlatform {
    package func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress {
        let objects = try await objects(target)
        try await objects.ensureShared()
        return try await ingress.provision(target, exposure: exposure)
    }

    package func validate(_ release: PlatformRelease) async throws -> [Notice] {
        let process = ReleaseProcess(kind: .web, name: "web.1")
        let plan = try ContainerPlan(process, of: release, naming: naming)
        let engine = try await link.engine()
        let image = try await engine.image(plan.image)
        var notices: [Notice] = []
        if ["", "root", "0", "0:0"].contains(image.user) {
            notices.append(
                Notice("runs_as_root", "the image's program runs as root inside its container: name a USER in it"))
        }
        let publishing = publishing(engine)
        if !publishing.isLocal {
            notices.append(
                Notice(
                    "published_openly",
                    "the engine is another machine: containers can also be reached at its own address, without the "
                        + "proxy"))
        }
        return notices
    }

    package func exposure(of target: PlatformTarget) async throws -> ExposureStatus? {
        try await ingress.exposure(of: target)
    }

    package func switchTraffic(to instance: PlatformInstance) async throws -> PublicAddress {
        try await ingress.switchTraffic(to: instance)
    }

    package func splitTraffic(to instance: PlatformInstance, percent: Double) async throws {
        try await ingress.splitTraffic(to: instance, percent: percent)
    }

    package func traffic(of target: PlatformTarget) async throws -> [ReleaseTraffic] {
        try await ingress.traffic(of: target)
    }

    package func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome {
        try await ingress.drain(instance, within: limit)
    }
}
