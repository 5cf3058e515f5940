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
        return wanted(of: release).map { process in
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
        let (reference, process) = (release.reference, ProcessName(process))
        try await turns.take(for: reference) {
            guard let current = registry.wanted(reference), wanted(of: current).contains(process) else { return }
            try supervisor.find(ServiceNaming.name(reference, process)).restart()
        }
    }

    package func revive(_ release: PlatformRelease) async throws {
        let reference = release.reference
        try await turns.take(for: reference) {
            // A run may have scaled or stopped it since it was looked at, taken its port or given its traffic to another.
            guard let current = registry.wanted(reference),
                try await ingress.activeRelease(reference.target) == reference.number
            else { return }
            let instance = try await startInTurn(current)
            // What a run has started and not probed yet gets its traffic from the run.
            if !instance.adopted { try await ingress.restoreTraffic(to: instance) }
            if registry.hasWorkers(reference) { try await startWorkersInTurn(of: current) }
        }
    }

    /// The processes that a release should have now.
    private func wanted(of release: PlatformRelease) -> [ProcessName] {
        let workers = registry.hasWorkers(release.reference) ? release.workers : []
        let wanted = [(ProcessName.web, release.instances)] + workers.map { ($0.name, $0.instances) }
        return wanted.flatMap { kind, count in (1...count).map { ProcessName(kind, $0) } }
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
