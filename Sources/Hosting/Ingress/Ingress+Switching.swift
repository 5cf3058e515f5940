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

    /// Sends the traffic that the instance's release has to where its processes are now. Nothing changes when another release
    /// has got it meanwhile. Throws `instance_not_running` for one without an endpoint.
    package func restoreTraffic(to instance: PlatformInstance) async throws {
        try await proxy.readdress(route(instance.reference.target), to: try group(instance))
    }

    /// Waits until the release serves nothing. Throws `instance_is_active` for the one that gets the traffic.
    package func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome {
        try await requireInactive(instance, to: "drained")
        let remaining = try await wait(within: limit) {
            try await proxy.connections(route(instance.target), release: instance.number)
        }
        return DrainOutcome(remaining: remaining)
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
