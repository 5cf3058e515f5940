// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform: WatchedHost {
    /// A release is one process here.
    static let process = "web.1"

    package func watch(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {
        let watch = ReleaseWatch(
            host: self, ingress: ingress, registry: registry, client: client, time: time, logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await ingress.watch() }
            group.addTask { try await watch.run(report) }
            try await group.waitForAll()
        }
    }

    package func looks(at release: PlatformRelease) async throws -> [ProcessLook] {
        guard let handle = try? supervisor.find(ServiceNaming.name(release.reference)) else { return [] }
        let status = handle.status()
        return [
            ProcessLook(
                name: Self.process, state: status.instanceState(), restarts: status.restarts,
                lastExit: status.lastExit?.description, isKept: status.isSupervised,
                endpoint: ports.recorded(handle.name).map { Endpoint(host: "127.0.0.1", port: $0) })
        ]
    }

    package func restart(_ process: String, of release: PlatformRelease) async throws {
        try supervisor.find(ServiceNaming.name(release.reference)).restart()
    }

    package func revive(_ release: PlatformRelease) async throws {
        _ = try await switchTraffic(to: try await start(release))
    }
}

extension ServiceStatus {
    /// As people see it: the service's own state, or unhealthy while that runs without good answers.
    func instanceState(isUnhealthy: Bool = false) -> InstanceState {
        switch state {
        case .starting: .starting
        case .running, .stopping: isUnhealthy ? .unhealthy : .running
        case .backoff: .backoff
        case .crashLooping: .crashLooping
        case .stopped, .exited, .lost: .stopped
        }
    }
}
