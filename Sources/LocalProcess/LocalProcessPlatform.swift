// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Platforms
package import Primitives
package import Processes
package import Traffic

/// Runs releases as processes of this machine: a service shim for each, our own HAProxy in front.
///
/// All that matters is on disk (shims' locks and records, port files, the proxy's configuration), so a server that is
/// killed and started again finds everything as it was. In memory there is only what is needed to start a release
/// again, which `start` and `recover` are told.
package struct LocalProcessPlatform: Platform {
    package static let platformID = PlatformID(rawValue: "local.process")

    package let settings: LocalProcessSettings
    package let supervisor: ServiceSupervisor
    let proxy: HAProxy
    let shim: ShimLocation
    let client: HTTPClient
    let libexec: Libexec
    let ports: AppPorts
    let registry = ReleaseRegistry()
    let time: TimeSource
    let logger: Logger

    package init(
        settings: LocalProcessSettings, supervisor: ServiceSupervisor, proxy: HAProxy, shim: ShimLocation,
        time: TimeSource, random: RandomSource, logger: Logger
    ) {
        self.settings = settings
        self.supervisor = supervisor
        self.proxy = proxy
        self.shim = shim
        client = HTTPClient()
        libexec = Libexec(directory: settings.layout.libexec, executable: settings.executable)
        ports = AppPorts(services: supervisor.directory, range: settings.ports, random: random)
        self.time = time
        self.logger = logger
    }

    package var id: PlatformID { Self.platformID }

    package var capabilities: PlatformCapabilities {
        [.keepsPredecessorWarm, .countsConnections, .followsLogs, .runsTasks]
    }

    func surroundings(_ release: PlatformRelease) -> ReleaseSurroundings {
        ReleaseSurroundings(settings: settings, release: release)
    }

    func route(_ target: PlatformTarget) -> RouteName { RouteName(project: target.project, profile: target.profile) }

    func instance(_ reference: ReleaseReference, port: Int, adopted: Bool) -> PlatformInstance {
        PlatformInstance(
            platform: id, reference: reference, endpoints: [Endpoint(host: "127.0.0.1", port: port)], adopted: adopted)
    }

    /// The release of the target that gets the traffic.
    func activeRelease(_ target: PlatformTarget) async throws -> Int? {
        try await proxy.configuration()[route(target)]?.slots.activeUpstream?.release
    }
}

extension LocalProcessPlatform {
    package func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress {
        let owner = settings.isolation == .uid ? settings.firstUser + UInt32(max(0, target.ordinal)) : nil
        try settings.layout.prepareData(target, owner: owner)
        _ = try await proxy.provision(
            route(target), ordinal: target.ordinal, port: exposure.port, hosts: exposure.hosts)
        return try await address(of: target)
    }

    package func validate(_ release: PlatformRelease) async throws -> [Notice] {
        let surroundings = surroundings(release)
        if case .staticSite(let root, _) = release.workload { _ = try surroundings.siteRoot(root) }
        _ = try surroundings.directory()
        return surroundings.notices()
    }

    package func exposure(of target: PlatformTarget) async throws -> ExposureStatus? {
        guard let route = try await proxy.configuration()[route(target)] else { return nil }
        let notice = await proxy.sharedPortFailure().map { Notice($0.code.name, $0.message) }
        return ExposureStatus(
            address: try await address(of: target), activeRelease: route.slots.activeUpstream?.release,
            notices: notice.map { [$0] } ?? [])
    }

    func address(of target: PlatformTarget) async throws -> PublicAddress {
        let (own, front) = try await proxy.addresses(of: route(target))
        let all = (own.map { [$0] } ?? []) + front
        return PublicAddress(url: all.first ?? "", alternatives: Array(all.dropFirst()))
    }

    package func switchTraffic(to instance: PlatformInstance) async throws -> PublicAddress {
        guard let endpoint = instance.endpoints.first else {
            throw Failure(.instanceNotRunning, "\(instance.reference) has no address to send traffic to")
        }
        let reference = instance.reference
        try await proxy.switchTraffic(
            route(reference.target),
            to: Upstream(host: endpoint.host, port: endpoint.port, release: reference.number))
        return try await address(of: reference.target)
    }

    package func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome {
        guard try await activeRelease(instance.target) != instance.number else {
            throw Failure(
                .instanceIsActive, "\(instance) gets the traffic, so it can't be drained",
                hint: "switch to another release first")
        }
        let deadline = time.uptime() + limit
        while true {
            let remaining = try await proxy.connections(route(instance.target), release: instance.number)
            let left = deadline - time.uptime()
            guard remaining > 0, left > .zero else { return DrainOutcome(remaining: remaining) }
            try await time.sleep(for: min(.milliseconds(100), left))
        }
    }
}
