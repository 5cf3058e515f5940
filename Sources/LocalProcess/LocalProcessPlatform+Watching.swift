// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Platforms
import Primitives
import Processes
import Synchronization
import Traffic

extension LocalProcessPlatform {
    /// Between two looks at the services' state; a look reads a small file.
    private static let lookInterval: Duration = .seconds(1)
    /// Between two looks at the proxy.
    private static let proxyInterval: Duration = .seconds(10)

    package func watch(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await watchProxy() }
            group.addTask { try await watchReleases(report) }
            try await group.waitForAll()
        }
    }

    private func watchProxy() async throws {
        var last: String?
        while true {
            try await time.sleep(for: Self.proxyInterval)
            var failure: String?
            do {
                try await proxy.keepRunning()
            } catch let error as Failure {
                failure = error.description
            }
            if let failure, failure != last {
                logger.error("the proxy can't be kept running", ("failure", failure))
            } else if failure == nil, last != nil {
                logger.info("the proxy runs again")
            }
            last = failure
        }
    }

    private func watchReleases(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {
        var watched: [ReleaseReference: WatchedRelease] = [:]
        while true {
            let active = try await activeReleases()
            watched = watched.filter { active.keys.contains($0.key) }
            for reference in active.keys where watched[reference] == nil {
                watched[reference] = WatchedRelease(nextProbe: time.uptime())
            }
            await withTaskGroup { group in
                for (reference, release) in active {
                    guard let state = watched[reference] else { continue }
                    group.addTask { (reference, await look(at: release, state, report)) }
                }
                for await (reference, state) in group { watched[reference] = state }
            }
            try await time.sleep(for: Self.lookInterval)
        }
    }

    private func activeReleases() async throws -> [ReleaseReference: PlatformRelease] {
        let configuration = try await proxy.configuration()
        return registry.all.reduce(into: [:]) { active, release in
            let reference = release.reference
            if configuration[route(reference.target)]?.slots.activeUpstream?.release == reference.number {
                active[reference] = release
            }
        }
    }

    /// What is remembered between two looks.
    private struct WatchedRelease: Sendable {
        var machine = WatchMachine()
        var nextProbe: Duration
    }

    private func look(
        at release: PlatformRelease, _ watched: WatchedRelease,
        _ report: @Sendable (PlatformEvent) async -> Void
    ) async -> WatchedRelease {
        var watched = watched
        let reference = release.reference
        guard let handle = try? supervisor.find(ServiceNaming.name(reference)) else { return watched }
        let seen = watched.machine.observe(handle.status(), at: time.uptime())
        await act(seen, on: release, handle, watched.machine.state, report)
        guard watched.machine.state == .running || watched.machine.state == .unhealthy,
            time.uptime() >= watched.nextProbe, let port = ports.recorded(handle.name)
        else { return watched }
        let probe = HealthProbe(
            client: client, endpoint: Endpoint(host: "127.0.0.1", port: port), health: release.health)
        guard let answer = try? await probe.ask() else { return watched }
        watched.nextProbe = time.uptime() + release.health.watchInterval
        // What stopped or lost the traffic meanwhile is no longer this watchdog's.
        guard (try? await activeRelease(reference.target)) == reference.number, registry[reference] != nil else {
            return watched
        }
        let judged = watched.machine.observe(answer, health: release.health, at: time.uptime())
        registry.setUnhealthy(reference, watched.machine.state == .unhealthy)
        await act(judged, on: release, handle, watched.machine.state, report)
        return watched
    }

    private func act(
        _ seen: (detail: String?, action: WatchMachine.Action), on release: PlatformRelease, _ handle: ServiceHandle,
        _ state: InstanceState, _ report: @Sendable (PlatformEvent) async -> Void
    ) async {
        let reference = release.reference
        if let detail = seen.detail {
            await report(PlatformEvent(reference: reference, at: time.now(), state: state, detail: detail))
        }
        do {
            switch seen.action {
            case .nothing: break
            case .restart: try handle.restart()
            case .start: _ = try await switchTraffic(to: try await start(release))
            }
        } catch {
            logger.error(
                "the watchdog can't help a release", ("release", reference.description),
                ("failure", Failure.wrapping(error).description))
        }
    }
}
