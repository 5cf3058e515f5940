// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import HTTP
package import Platforms
package import Primitives

/// The watchdog of a platform: looks at the releases that get traffic, restarts what stops answering, reports changes.
package struct ReleaseWatch: Sendable {
    /// Between two looks at what the platform says.
    private static let interval: Duration = .seconds(1)

    private let host: any WatchedHost
    private let ingress: Ingress
    private let registry: ReleaseRegistry
    private let client: HTTPClient
    private let time: TimeSource
    private let logger: Logger

    package init(
        host: any WatchedHost, ingress: Ingress, registry: ReleaseRegistry, client: HTTPClient, time: TimeSource,
        logger: Logger
    ) {
        self.host = host
        self.ingress = ingress
        self.registry = registry
        self.client = client
        self.time = time
        self.logger = logger
    }

    private typealias Report = @Sendable (PlatformEvent) async -> Void

    /// What is remembered of a process between two looks.
    private struct Watched: Sendable {
        var machine = WatchMachine()
        var nextProbe: Duration
    }

    /// Runs until cancelled.
    package func run(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {
        var watched: [ReleaseReference: [String: Watched]] = [:]
        while true {
            let active = try await ingress.active(among: registry.all)
            watched = watched.filter { active.keys.contains($0.key) }
            await withTaskGroup { group in
                for (reference, release) in active {
                    let known = watched[reference] ?? [:]
                    group.addTask { (reference, await watch(release, known, report)) }
                }
                for await (reference, processes) in group { watched[reference] = processes }
            }
            try await time.sleep(for: Self.interval)
        }
    }

    /// One look at all processes of a release.
    private func watch(
        _ release: PlatformRelease, _ known: [String: Watched], _ report: @escaping Report
    ) async -> [String: Watched] {
        guard let looks = try? await host.looks(at: release) else { return known }
        var next: [String: Watched] = [:]
        var restarts: [String] = []
        var isRevived = false
        await withTaskGroup { group in
            for look in looks {
                let state = known[look.name] ?? Watched(nextProbe: time.uptime())
                let subject = looks.count > 1 ? "\(look.name): " : ""
                group.addTask { (look.name, await judge(look, of: release, state, subject, report)) }
            }
            for await (name, (state, action)) in group {
                next[name] = state
                switch action {
                case .nothing: break
                case .restart: restarts.append(name)
                case .start: isRevived = true
                }
            }
        }
        await cure(release, restarts: restarts.sorted(), revives: isRevived)
        return next
    }

    private func judge(
        _ look: ProcessLook, of release: PlatformRelease, _ watched: Watched, _ subject: String,
        _ report: @escaping Report
    ) async -> (Watched, WatchMachine.Action) {
        var watched = watched
        let reference = release.reference
        func tell(_ detail: String?) async {
            guard let detail else { return }
            await report(
                PlatformEvent(
                    reference: reference, at: time.now(), state: watched.machine.state, detail: subject + detail))
        }
        let seen = watched.machine.observe(look, at: time.uptime())
        await tell(seen.detail)
        guard seen.action == .nothing, watched.machine.state == .running || watched.machine.state == .unhealthy,
            time.uptime() >= watched.nextProbe, let answer = await answer(look, release)
        else { return (watched, seen.action) }
        watched.nextProbe = time.uptime() + release.health.watchInterval
        // What stopped or lost the traffic meanwhile is no longer this watchdog's.
        guard (try? await ingress.activeRelease(reference.target)) == reference.number, registry[reference] != nil
        else { return (watched, .nothing) }
        let judged = watched.machine.observe(answer, health: release.health, at: time.uptime())
        registry.setUnhealthy(reference, look.name, watched.machine.state == .unhealthy)
        await tell(judged.detail)
        return (watched, judged.action)
    }

    private func answer(_ look: ProcessLook, _ release: PlatformRelease) async -> ProbeAnswer? {
        if let objection = look.objection { return .unreachable(reason: objection) }
        guard let endpoint = look.endpoint else { return nil }
        return try? await HealthProbe(client: client, endpoint: endpoint, health: release.health).ask()
    }

    private func cure(_ release: PlatformRelease, restarts: [String], revives: Bool) async {
        do {
            for process in restarts { try await host.restart(process, of: release) }
            if revives { try await host.revive(release) }
        } catch {
            logger.error(
                "the watchdog can't help a release", ("release", release.reference.description),
                ("failure", Failure.wrapping(error).description))
        }
    }
}
