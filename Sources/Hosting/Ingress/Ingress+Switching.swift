// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Primitives
import Traffic

extension Ingress {
    /// Sends all new requests to the instance's processes. Throws `instance_not_running` for one without an endpoint.
    package func switchTraffic(to instance: PlatformInstance) async throws -> PublicAddress {
        let target = instance.reference.target
        try await proxy.switchTraffic(route(target), to: try group(instance))
        return try await address(of: target)
    }

    /// Sends so many percent of new requests to the instance's processes and the others to the active release.
    package func splitTraffic(to instance: PlatformInstance, percent: Double) async throws {
        try await proxy.split(route(instance.reference.target), to: try group(instance), percent: percent)
    }

    /// What the target's releases have answered; none for a target that was never provisioned.
    package func traffic(of target: PlatformTarget) async throws -> [ReleaseTraffic] {
        guard try await proxy.configuration()[route(target)] != nil else { return [] }
        return try await proxy.answered(route(target)).map {
            ReleaseTraffic(
                release: $0.release, requests: $0.requests, failures: $0.failures, latency: $0.latency)
        }
    }

    /// Waits until the release's processes beyond those that get requests serve nothing, at most as long as given.
    package func drainSurplus(of release: ReleaseReference, within limit: Duration) async throws {
        let deadline = time.uptime() + limit
        while try await proxy.connections(route(release.target), release: release.number, surplus: true) > 0 {
            let left = deadline - time.uptime()
            guard left > .zero else { return }
            try await time.sleep(for: min(.milliseconds(100), left))
        }
    }

    /// Forgets the processes that ``drainSurplus(of:within:)`` waited for, once they were stopped.
    package func trim(_ release: ReleaseReference) async throws {
        try await proxy.trim(route(release.target), release: release.number)
    }

    private func group(_ instance: PlatformInstance) throws -> UpstreamGroup {
        guard !instance.endpoints.isEmpty else {
            throw Failure(.instanceNotRunning, "\(instance.reference) has no address to send traffic to")
        }
        return try UpstreamGroup(
            release: instance.reference.number,
            upstreams: instance.endpoints.map { Upstream(host: $0.host, port: $0.port) })
    }

    /// Waits until the release serves nothing. Throws `instance_is_active` for the one that gets the traffic.
    package func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome {
        try await requireInactive(instance, to: "drained")
        let deadline = time.uptime() + limit
        while true {
            let remaining = try await proxy.connections(route(instance.target), release: instance.number)
            let left = deadline - time.uptime()
            guard remaining > 0, left > .zero else { return DrainOutcome(remaining: remaining) }
            try await time.sleep(for: min(.milliseconds(100), left))
        }
    }

    /// Forgets a release that no longer runs; the active one keeps its place, where it comes back.
    package func retire(_ instance: ReleaseReference) async throws {
        try await proxy.retire(route(instance.target), release: instance.number)
    }

    /// Throws `instance_is_active` for the release that gets the traffic.
    package func requireInactive(_ instance: ReleaseReference, to what: String) async throws {
        guard try await activeRelease(instance.target) == instance.number else { return }
        throw Failure(
            .instanceIsActive, "\(instance) gets the traffic, so it can't be \(what)",
            hint: "switch to another release first")
    }
}
