// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
package import Platforms
import Primitives

extension DockerPlatform {
    package func startWorkers(of release: PlatformRelease) async throws {
        let reference = release.reference
        let wanted = ReleaseProcess.workers(of: release)
        let objects = try await objects(reference.target)
        let names = Set(wanted.map(\.name))
        let surplus = try await turns.take(for: reference) {
            registry.remember(release)
            registry.setWorkers(reference, true)
            return try await objects.containers(release: reference.number, kinds: [.worker])
                .filter { !names.contains($0.processName) }
        }
        try await end(surplus, in: objects.engine, grace: release.stopGrace)
        for container in surplus { try await objects.engine.discard(container.id, time) }
        guard !wanted.isEmpty else { return }
        _ = try await launch(wanted, of: release, keepsCrashing: true)
    }

    package func stopWorkers(of release: ReleaseReference, grace: Duration) async throws {
        registry.setWorkers(release, false)
        let objects = try await objects(release.target)
        view.forget(release)
        let containers = try await turns.take(for: release) {
            try await objects.containers(release: release.number, kinds: [.worker])
        }
        try await end(containers, in: objects.engine, grace: grace)
    }
}
