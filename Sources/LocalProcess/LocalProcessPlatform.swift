// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Hosting
package import Platforms
package import Primitives
package import Processes

/// Runs releases as processes of this machine: a service shim for each process, our own HAProxy in front.
///
/// All that matters is on disk (shims' locks and records, port files, the proxy's configuration), so a server that is
/// killed and started again finds everything as it was. In memory there is only what is needed to start a release
/// again, which `start` and `recover` are told.
package struct LocalProcessPlatform: Platform {
    package static let platformID = PlatformID(rawValue: "local.process")

    package let settings: LocalProcessSettings
    package let supervisor: ServiceSupervisor
    let ingress: Ingress
    let shim: ShimLocation
    let client: HTTPClient
    let libexec: Libexec
    let ports: AppPorts
    let registry = ReleaseRegistry()
    let turns = ReleaseTurns()
    let time: TimeSource
    let logger: Logger

    package init(
        settings: LocalProcessSettings, supervisor: ServiceSupervisor, ingress: Ingress, shim: ShimLocation,
        time: TimeSource, random: RandomSource, logger: Logger
    ) {
        self.settings = settings
        self.supervisor = supervisor
        self.ingress = ingress
        self.shim = shim
        client = HTTPClient()
        libexec = Libexec(directory: settings.layout.libexec, executable: settings.executable)
        ports = AppPorts(services: supervisor.directory, range: settings.ports, random: random)
        self.time = time
        self.logger = logger
    }

    package var id: PlatformID { Self.platformID }

    package var capabilities: PlatformCapabilities {
        [.keepsPredecessorWarm, .countsConnections, .followsLogs, .runsTasks, .scales, .splitsTraffic, .runsWorkers]
    }

    func surroundings(_ release: PlatformRelease) -> ReleaseSurroundings {
        ReleaseSurroundings(settings: settings, release: release)
    }

    func instance(_ reference: ReleaseReference, ports: [Int], adopted: Bool) -> PlatformInstance {
        PlatformInstance(
            platform: id, reference: reference, endpoints: ports.map { Endpoint(host: "127.0.0.1", port: $0) },
            adopted: adopted)
    }
}

extension LocalProcessPlatform {
    package func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress {
        let owner = settings.isolation == .uid ? settings.firstUser + UInt32(max(0, target.ordinal)) : nil
        try settings.layout.prepareData(target, owner: owner)
        return try await ingress.provision(target, exposure: exposure)
    }

    package func validate(_ release: PlatformRelease) async throws -> [Notice] {
        let surroundings = surroundings(release)
        if case .staticSite(let root, _) = release.workload { _ = try surroundings.siteRoot(root) }
        _ = try surroundings.directory()
        if let port = release.port, release.instances > 1 {
            throw Failure(
                .unsupportedRelease, "\(release.reference) always listens on \(port), so only one of it can run",
                hint: "let the program listen on the variable PORT and remove `port`, or set one instance")
        }
        return surroundings.notices()
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
