// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform: WatchedHost {
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
        let services = Dictionary(services(of: release.reference).map { ($0.process, $0.handle) }) { first, _ in first }
        guard !services.isEmpty else { return [] }
        let workers = registry.hasWorkers(release.reference) ? release.workers : []
        let wanted = [(ProcessName.web, release.instances)] + workers.map { ($0.name, $0.instances) }
        return wanted.flatMap { kind, count in (1...count).map { ProcessName(kind, $0) } }.map { process in
            guard let handle = services[process] else {
                return ProcessLook(name: process.description, state: .stopped, isKept: false)
            }
            let status = handle.status()
            return ProcessLook(
                name: process.description, state: status.instanceState(), restarts: status.restarts,
                lastExit: status.lastExit?.description, isKept: status.isSupervised,
                endpoint: process.isWeb
                    ? ports.recorded(handle.name).map { Endpoint(host: "127.0.0.1", port: $0) } : nil)
        }
    }

    package func restart(_ process: String, of release: PlatformRelease) async throws {
        try supervisor.find(ServiceNaming.name(release.reference, ProcessName(process))).restart()
    }

    package func revive(_ release: PlatformRelease) async throws {
        // A run may have scaled or stopped it since it was looked at.
        guard let current = registry[release.reference] else { return }
        try await ingress.restoreTraffic(to: try await start(current))
        if registry.hasWorkers(release.reference) { try await startWorkers(of: current) }
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
