// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers
import Model
package import Platforms
package import Primitives

/// Backing services as containers of a Docker Engine: in the target's network under their names, on a loopback port of
/// the machine that stays the same, with their data in a named volume.
package struct DockerServices: BackingServices {
    let engine: @Sendable () async throws -> DockerEngine
    let naming: DockerNaming
    let networks: DockerNetworks
    let logins: @Sendable (_ registry: String) async throws -> RegistryLogin?
    let ports: ClosedRange<Int>
    let time: TimeSource

    /// What containers and volumes of services have as their kind.
    static let kind = "service"

    /// - logins: who we are at a registry; nil for nobody.
    /// - ports: of the loopback address, outside the range from which the kernel gives to clients.
    package init(
        engine: @escaping @Sendable () async throws -> DockerEngine, naming: DockerNaming,
        logins: @escaping @Sendable (_ registry: String) async throws -> RegistryLogin? = { _ in nil },
        ports: ClosedRange<Int> = 30_000...32_700, time: TimeSource = .system
    ) {
        self.engine = engine
        self.naming = naming
        networks = DockerNetworks(naming: naming)
        self.logins = logins
        self.ports = ports
        self.time = time
    }

    package func ensure(
        _ services: [BackingService], of target: PlatformTarget, progress: @Sendable (Double, String) -> Void
    ) async throws -> [BackingServiceAddress] {
        let engine = try await engine()
        if !services.isEmpty { try await networks.ensureNetwork(of: target, on: engine) }
        var addresses: [BackingServiceAddress] = []
        for (index, service) in services.enumerated() {
            let place = ServicePlace(service, target, self, engine)
            addresses.append(
                try await place.ensure { fraction, words in
                    progress((Double(index) + fraction) / Double(services.count), "\(service.name): \(words)")
                })
        }
        let named = Set(services.map(\.name))
        for container in try await containers(of: target, on: engine) {
            guard let name = container.labels[DockerNaming.Label.process], !named.contains(name) else { continue }
            try await engine.stop(container.id)
        }
        return addresses
    }

    package func status(of target: PlatformTarget) async throws -> [ProcessStatus] {
        let engine = try await engine()
        var statuses: [ProcessStatus] = []
        for container in try await containers(of: target, on: engine) {
            guard let name = container.labels[DockerNaming.Label.process] else { continue }
            do {
                statuses.append(ProcessStatus(name: name, try await engine.container(container.id)))
            } catch let failure as Failure where failure.code == .containerNotFound {
                continue
            }
        }
        return statuses.sorted { $0.name < $1.name }
    }

    package func destroy(_ target: PlatformTarget) async throws {
        let engine = try await engine()
        for container in try await containers(of: target, on: engine) {
            try await Self.passing(.containerNotFound) { try await engine.remove(container.id, force: true) }
        }
        for volume in try await engine.volumes(labels: labels(of: target)) {
            try await Self.passing(.volumeNotFound) { try await engine.removeVolume(volume.name) }
        }
        try await networks.removeNetwork(of: target, on: engine)
    }

    /// The labels of every service of a target.
    func labels(of target: PlatformTarget) -> [String: String] {
        naming.labels(target).merging([DockerNaming.Label.kind: Self.kind]) { $1 }
    }

    func containers(of target: PlatformTarget, on engine: DockerEngine) async throws -> [ContainerSummary] {
        try await engine.containers(labels: labels(of: target))
    }

    /// Runs what is fine when it fails with this code.
    static func passing(_ code: FailureCode, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let failure as Failure where failure.code == code {
            return
        }
    }
}

extension ProcessStatus {
    init(name: String, _ container: ContainerSnapshot) {
        let state = container.state
        let instance: InstanceState =
            switch state.status {
            case .running: state.health == .unhealthy ? .unhealthy : .running
            case .restarting: container.restartCount >= ServicePlace.restartsUntilLoop ? .crashLooping : .backoff
            case .paused: .unhealthy
            case .created, .exited, .dead, .removing: .stopped
            }
        let end = state.isOutOfMemory ? "out of memory" : "exit status \(state.exitCode)"
        self.init(
            name: name, state: instance, restarts: container.restartCount,
            lastExit: state.finished == nil ? nil : end)
    }
}
