// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Primitives
import Traffic

extension Ingress {
    /// Sends so many percent of new requests to the instance and the others to the active release. 0 takes it back.
    ///
    /// Throws `nothing_to_split` when no release has the traffic, `instance_not_running` without an endpoint.
    package func splitTraffic(to instance: PlatformInstance, percent: Double) async throws {
        try await proxy.split(route(instance.reference.target), to: try group(instance), percent: percent)
    }

    /// What the target's releases have answered; none for a target that was never provisioned.
    package func traffic(of target: PlatformTarget) async throws -> [ReleaseTraffic] {
        guard try await proxy.configuration()[route(target)] != nil else { return [] }
        return try await proxy.answered(route(target)).map {
            ReleaseTraffic(release: $0.release, requests: $0.requests, failures: $0.failures, latency: $0.latency)
        }
    }

    /// Waits until the release's processes that get no more requests serve nothing, at most as long as given.
    package func drainSurplus(of release: ReleaseReference, within limit: Duration) async throws {
        _ = try await wait(within: limit) {
            try await proxy.connections(route(release.target), release: release.number, surplus: true)
        }
    }

    /// Forgets the release's processes that get no more requests, once they were stopped.
    package func forgetSurplus(of release: ReleaseReference) async throws {
        try await proxy.trim(route(release.target), release: release.number)
    }

    func group(_ instance: PlatformInstance) throws -> UpstreamGroup {
        guard !instance.endpoints.isEmpty else {
            throw Failure(.instanceNotRunning, "\(instance.reference) has no address to send traffic to")
        }
        return try UpstreamGroup(
            release: instance.reference.number,
            upstreams: instance.endpoints.map { Upstream(host: $0.host, port: $0.port) })
    }

    /// Asks again until nothing remains or the limit is over; gives what remains.
    func wait(within limit: Duration, for remaining: () async throws -> Int) async throws -> Int {
        let deadline = time.uptime() + limit
        while true {
            let count = try await remaining()
            let left = deadline - time.uptime()
            guard count > 0, left > .zero else { return count }
            try await time.sleep(for: min(.milliseconds(100), left))
        }
    }
}
