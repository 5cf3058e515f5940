// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Platforms
import Primitives

/// What is on the engine of one target, found by its labels.
struct TargetObjects: Sendable {
    let engine: DockerEngine
    let naming: DockerNaming
    let target: PlatformTarget
    let time: TimeSource

    /// The containers of a release that should last, in the order of their processes; of all releases when nil.
    func containers(release: Int? = nil, kinds: Set<ReleaseProcess.Kind> = [.web, .worker]) async throws
        -> [ContainerSummary]
    {
        var labels = naming.labels(target)
        labels[DockerNaming.Label.release] = release.map { String($0) } ?? ""
        return try await engine.containers(labels: labels)
            .filter { container in container.kind.map(kinds.contains) ?? false }
            .sorted { $0.order < $1.order }
    }

    /// Makes what the target's containers share: a network, and a volume for their data. What is there is fine.
    func ensureShared() async throws {
        try await DockerNetworks(naming: naming).ensureNetwork(of: target, on: engine)
        try await engine.createVolume(naming.dataVolume(target), labels: naming.labels(target))
    }

    /// Removes the containers, then the network and the volumes that they were in. What is already gone is fine.
    func removeAll() async throws {
        let labels = naming.labels(target)
        for container in try await engine.containers(labels: labels) { try await engine.discard(container.id, time) }
        for network in try await engine.networks(labels: labels) {
            try await Self.unlessGone { try await engine.removeNetwork(network.id) }
        }
        for volume in try await engine.volumes(labels: labels) {
            try await Self.unlessGone { try await engine.removeVolume(volume.name) }
        }
    }

    private static func unlessGone(_ removal: () async throws -> Void) async throws {
        do {
            try await removal()
        } catch let failure as Failure where failure.code == .networkNotFound || failure.code == .volumeNotFound {
            return
        }
    }
}

extension ContainerSummary {
    var kind: ReleaseProcess.Kind? {
        labels[DockerNaming.Label.kind].flatMap { ReleaseProcess.Kind(rawValue: $0) }
    }

    /// E.g. `web.1`.
    var processName: String { labels[DockerNaming.Label.process] ?? name }

    var port: Int? { labels[DockerNaming.Label.port].flatMap { Int($0) } }

    /// The engine keeps it running: it runs, or is about to be started again.
    var isKept: Bool { status == .running || status == .paused || status == .restarting }

    /// web.2 before web.10.
    fileprivate var order: (String, Int, Timestamp) {
        let name = processName
        return (String(name.prefix { $0 != "." }), ReleaseProcess.number(name), created)
    }
}

extension DockerEngine {
    /// Ends and removes a container whatever it does; one that is gone, or being removed by somebody else, is fine.
    func discard(_ container: String, _ time: TimeSource) async throws {
        do {
            try await remove(container, force: true)
        } catch let failure as Failure where failure.code == .containerNotFound || failure.code == .containerConflict {
            // A removal in progress is a conflict: it has ended when the container is gone.
            for _ in 0..<100 where try await exists(container) { try await time.sleep(for: .milliseconds(100)) }
        }
    }
    private func exists(_ container: String) async throws -> Bool {
        do {
            _ = try await self.container(container)
            return true
        } catch let failure as Failure where failure.code == .containerNotFound {
            return false
        }
    }
}
