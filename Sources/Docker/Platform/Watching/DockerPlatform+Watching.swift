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
        // One that was removed by somebody else is as good as stopped.
        let looks = wanted(reference).map { process in
            found[process.name] ?? ProcessLook(name: process.name, state: .stopped, isKept: false)
        }
        view.keep(looks, of: reference, generation: generation, uptime: time.uptime())
        return looks
    }

    package func restart(_ process: String, of release: PlatformRelease) async throws {
        let reference = release.reference
        let objects = try await objects(reference.target)
        defer { view.forget(reference) }
        try await turns.take(for: reference) {
            // To the engine a restart is a start: what was stopped meanwhile would run again.
            guard wanted(reference).contains(where: { $0.name == process }) else { return }
            for container in try await objects.containers(release: reference.number)
            where container.processName == process {
                try await objects.engine.restart(container.id, timeout: release.stopGrace)
            }
        }
    }

    package func revive(_ release: PlatformRelease) async throws {
        let reference = release.reference
        try await turns.take(for: reference) {
            // A run may have scaled, stopped or destroyed it since it was looked at, or given its traffic to another.
            guard let current = registry[reference],
                try await ingress.activeRelease(reference.target) == reference.number
            else { return }
            let launched = try await launchInTurn(wanted(reference), of: current, keepsCrashing: true)
                .filter { $0.port != nil }
            // What a run has started and not probed yet gets its traffic from the run.
            guard !launched.allSatisfy(\.adopted) else { return }
            let reach = publishing(try await link.engine()).reach
            try await ingress.restoreTraffic(
                to: instance(reference, ports: launched.compactMap(\.port), on: reach, adopted: false))
        }
    }

    /// The processes that a release should have now; none for one that was stopped.
    private func wanted(_ reference: ReleaseReference) -> [ReleaseProcess] {
        guard let release = registry[reference] else { return [] }
        return ReleaseProcess.web(of: release)
            + (registry.hasWorkers(reference) ? ReleaseProcess.workers(of: release) : [])
    }
}
