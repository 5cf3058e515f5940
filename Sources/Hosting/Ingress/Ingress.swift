// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
package import Primitives
package import Traffic

/// The way in to everything that runs on this machine or next to it: one HAProxy for all platforms that have no
/// traffic of their own.
///
/// The proxy's configuration is the record. One value is shared by the platforms of a server.
package struct Ingress: Sendable {
    package let proxy: HAProxy
    let time: TimeSource
    let logger: Logger
    let watching = ProxyWatch()

    package init(proxy: HAProxy, time: TimeSource, logger: Logger) {
        self.proxy = proxy
        self.time = time
        self.logger = logger
    }

    package func route(_ target: PlatformTarget) -> RouteName {
        RouteName(project: target.project, profile: target.profile)
    }

    /// The number of the release that gets the target's traffic.
    package func activeRelease(_ target: PlatformTarget) async throws -> Int? {
        try await proxy.configuration()[route(target)]?.destinations.active
    }

    /// Of the releases given, those that get their target's traffic.
    package func active(among releases: [PlatformRelease]) async throws -> [ReleaseReference: PlatformRelease] {
        let configuration = try await proxy.configuration()
        return releases.reduce(into: [:]) { active, release in
            let reference = release.reference
            if configuration[route(reference.target)]?.destinations.active == reference.number {
                active[reference] = release
            }
        }
    }

    /// Throws `port_in_use` for an address that belongs to somebody else.
    package func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress {
        _ = try await proxy.provision(
            route(target), ordinal: target.ordinal, port: exposure.port, hosts: exposure.hosts)
        return try await address(of: target)
    }

    package func address(of target: PlatformTarget) async throws -> PublicAddress {
        let (own, front) = try await proxy.addresses(of: route(target))
        let all = (own.map { [$0] } ?? []) + front
        return PublicAddress(url: all.first ?? "", alternatives: Array(all.dropFirst()))
    }

    /// nil when the target was never provisioned.
    package func exposure(of target: PlatformTarget) async throws -> ExposureStatus? {
        guard let route = try await proxy.configuration()[route(target)] else { return nil }
        let notice = await proxy.sharedPortFailure().map { Notice($0.code.name, $0.message) }
        return ExposureStatus(
            address: try await address(of: target), activeRelease: route.destinations.active,
            notices: notice.map { [$0] } ?? [])
    }

    /// Takes the target's way in away; one that has none is fine.
    package func remove(_ target: PlatformTarget) async throws { try await proxy.remove(route(target)) }
}
