// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform {
    /// The services that there are of a release, in the order of their kinds and numbers; web first.
    func services(of release: ReleaseReference) -> [(process: ProcessName, handle: ServiceHandle)] {
        supervisor.list().compactMap { handle in
            guard let found = ServiceNaming.parse(handle.name, of: release.target), found.release == release.number
            else {
                return nil
            }
            return (found.process, handle)
        }.sorted { left, right in
            func key(_ name: ProcessName) -> (Int, String, Int) { (name.isWeb ? 0 : 1, name.kind, name.number) }
            return key(left.process) < key(right.process)
        }
    }

    /// What a service runs as; one that keeps crashing is ended so that it can start anew.
    func isRunning(_ name: String) async throws -> Bool {
        guard let handle = try supervisor.adopt(name) else { return false }
        switch handle.status().state {
        case .starting, .running: return true
        case .stopping, .backoff, .crashLooping, .stopped, .exited, .lost: break
        }
        try await handle.stop()
        return false
    }

    package func trim(_ release: PlatformRelease, within limit: Duration) async throws {
        let surplus = await turns.take(for: release.reference) {
            registry.remember(release)
            return services(of: release.reference).filter {
                $0.process.isWeb && $0.process.number > release.instances
            }
        }
        guard !surplus.isEmpty else { return }
        try await ingress.drainSurplus(of: release.reference, within: limit)
        try await end(surplus.map(\.handle), grace: release.stopGrace)
        try await ingress.forgetSurplus(of: release.reference)
        for service in surplus { try await supervisor.remove(service.handle.name) }
    }

    package func startWorkers(of release: PlatformRelease) async throws {
        let reference = release.reference
        let names = Set(workers(of: release).map(\.process))
        let unwanted = await turns.take(for: reference) {
            registry.remember(release)
            registry.setWorkers(reference, true)
            return services(of: reference).filter { !$0.process.isWeb && !names.contains($0.process) }
        }
        try await end(unwanted.map(\.handle), grace: release.stopGrace)
        try await turns.take(for: reference) { try await startWorkersInTurn(of: release) }
    }

    /// For who has the release's turn.
    func startWorkersInTurn(of release: PlatformRelease) async throws {
        let reference = release.reference
        let surroundings = surroundings(release)
        try settings.layout.prepareData(reference.target, owner: surroundings.owner)
        for worker in workers(of: release)
        where try await !isRunning(ServiceNaming.name(reference, worker.process)) {
            try await supervisor.start(try surroundings.worker(worker.process, command: worker.command))
        }
    }

    private func workers(of release: PlatformRelease) -> [(process: ProcessName, command: String)] {
        release.workers.flatMap { worker in
            (1...worker.instances).map { (ProcessName(worker.name, $0), worker.command) }
        }
    }

    package func stopWorkers(of release: ReleaseReference, grace: Duration) async throws {
        // First of all: the watchdog starts what should work and finds stopped.
        registry.setWorkers(release, false)
        let workers = await turns.take(for: release) { services(of: release).filter { !$0.process.isWeb } }
        try await end(workers.map(\.handle), grace: grace)
    }

    /// Ends services side by side: each may take all of its grace.
    func end(_ handles: [ServiceHandle], grace: Duration) async throws {
        try await withThrowingTaskGroup { group in
            for handle in handles { group.addTask { _ = try await handle.stop(grace: grace) } }
            try await group.waitForAll()
        }
    }
}
