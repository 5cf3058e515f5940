// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
package import Hosting
import Model
package import Platforms
import Primitives

extension DockerPlatform: WatchedHost {
    /// Between two attempts to hear an engine that is away.
    private static let retryInterval: Duration = .seconds(1)

    package func watch(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {
        let watch = ReleaseWatch(
            host: self, ingress: ingress, registry: registry, client: client, time: time, logger: logger)
        try await withThrowingTaskGroup { group in
            group.addTask { try await ingress.watch() }
            group.addTask { try await listen() }
            group.addTask { try await watch.run(report) }
            try await group.waitForAll()
        }
    }

    /// Hears what happens to this server's containers; an engine that is away is waited for, and spoken of once.
    private func listen() async throws {
        var filters = EngineFilters(labels: [DockerNaming.Label.server: naming.server])
        filters["type"] = ["container"]
        var isAway = false
        while true {
            // A machine without releases in containers need not have an engine.
            guard !registry.all.isEmpty else {
                try await time.sleep(for: Self.retryInterval)
                continue
            }
            do {
                // Without patience of its own: here it is known what to say.
                try await link.engine().watchEvents(filters, patience: .zero) { notice in
                    switch notice {
                    case .connected:
                        view.setTold(true)
                        if isAway { logger.info("the container engine is back") }
                        isAway = false
                    case .event(let event): if let release = release(of: event) { view.forget(release) }
                    }
                    return true
                }
            } catch let failure as Failure {
                view.setTold(false)
                if !isAway {
                    logger.error(
                        "the container engine is away; what runs in it can't be looked after until it is back",
                        ("failure", failure.description))
                }
                isAway = true
            }
            try await time.sleep(for: Self.retryInterval)
        }
    }

    /// Whose container it was: an event carries the labels.
    private func release(of event: EngineEvent) -> ReleaseReference? {
        // Not the checks inside, of which there is one every few seconds.
        guard !event.action.hasPrefix("exec_") else { return nil }
        let labels = event.attributes
        guard let number = labels[DockerNaming.Label.release].flatMap({ Int($0) }) else { return nil }
        return registry.all.map(\.reference).first { reference in
            reference.number == number && naming.labels(reference.target).allSatisfy { labels[$0.key] == $0.value }
        }
    }

    package func looks(at release: PlatformRelease) async throws -> [ProcessLook] {
        let reference = release.reference
        if let known = view.looks(at: reference, uptime: time.uptime()) { return known }
        let generation = view.generation
        let reach = publishing(try await link.engine()).reach
        var found: [String: ProcessLook] = [:]
        for look in try await containerLooks(at: reference) { found[look.process] = look.forWatchdog(reach: reach) }
        let workers = registry.hasWorkers(reference) ? ReleaseProcess.workers(of: release) : []
        let wanted = ReleaseProcess.web(of: release) + workers
        // One that was removed by somebody else is as good as stopped.
        let looks = wanted.map { process in
            found[process.name] ?? ProcessLook(name: process.name, state: .stopped, isKept: false)
        }
        view.keep(looks, of: reference, generation: generation, uptime: time.uptime())
        return looks
    }

    package func restart(_ process: String, of release: PlatformRelease) async throws {
        let objects = try await objects(release.reference.target)
        for container in try await objects.containers(release: release.reference.number)
        where container.processName == process {
            try await objects.engine.restart(container.id, timeout: release.stopGrace)
        }
        view.forget(release.reference)
    }

    package func revive(_ release: PlatformRelease) async throws {
        _ = try await switchTraffic(to: try await ensure(release, keepsCrashing: true))
        if registry.hasWorkers(release.reference) { try await startWorkers(of: release) }
    }
}
