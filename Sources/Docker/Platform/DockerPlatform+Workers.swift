// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
package import Platforms
import Primitives

extension DockerPlatform {
    package func startWorkers(of release: PlatformRelease) async throws {
        registry.remember(release)
        registry.setWorkers(release.reference, true)
        let wanted = ReleaseProcess.workers(of: release)
        let objects = try await objects(release.reference.target)
        let names = Set(wanted.map(\.name))
        let surplus = try await objects.containers(release: release.reference.number, kinds: [.worker])
            .filter { !names.contains($0.processName) }
        try await end(surplus, in: objects.engine, grace: release.stopGrace)
        for container in surplus { try await objects.engine.discard(container.id, time) }
        guard !wanted.isEmpty else { return }
        _ = try await launch(wanted, of: release, keepsCrashing: true)
    }

    package func stopWorkers(of release: ReleaseReference, grace: Duration) async throws {
        registry.setWorkers(release, false)
        let objects = try await objects(release.target)
        view.forget(release)
        try await end(
            try await objects.containers(release: release.number, kinds: [.worker]), in: objects.engine, grace: grace)
    }
}
