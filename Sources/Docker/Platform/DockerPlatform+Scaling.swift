// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
package import Platforms
import Primitives

extension DockerPlatform {
    package func trim(_ release: PlatformRelease, within limit: Duration) async throws {
        let reference = release.reference
        let objects = try await objects(reference.target)
        let surplus = try await turns.take(for: reference) {
            registry.remember(release)
            return try await objects.containers(release: reference.number, kinds: [.web])
                .filter { ReleaseProcess.number($0.processName) > release.instances }
        }
        if !surplus.isEmpty {
            // They may still be among those that requests are spread over.
            if try await ingress.activeRelease(reference.target) == reference.number,
                let wanted = try await find(release)
            {
                _ = try await switchTraffic(to: wanted)
            }
            try await ingress.drainSurplus(of: reference, within: limit)
            try await end(surplus, in: objects.engine, grace: release.stopGrace)
            for container in surplus { try await objects.engine.discard(container.id, time) }
        }
        try await ingress.forgetSurplus(of: reference)
        view.forget(reference)
    }

    /// The processes that the release should have, of those that run.
    func find(_ release: PlatformRelease) async throws -> PlatformInstance? {
        guard var instance = try await find(release.reference) else { return nil }
        instance.endpoints = Array(instance.endpoints.prefix(release.instances))
        return instance
    }
}
