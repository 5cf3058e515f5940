// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
package import Platforms
import Primitives

extension DockerPlatform {
    package func start(_ release: PlatformRelease) async throws -> PlatformInstance {
        try await ensure(release, keepsCrashing: false)
    }

    /// Makes all processes of the release that share the traffic run.
    func ensure(_ release: PlatformRelease, keepsCrashing: Bool) async throws -> PlatformInstance {
        let launched = try await launch(ReleaseProcess.web(of: release), of: release, keepsCrashing: keepsCrashing)
        let engine = try await link.engine()
        return instance(
            release.reference, ports: launched.compactMap(\.port), on: publishing(engine).reach,
            adopted: launched.allSatisfy(\.adopted))
    }

    /// Makes the processes run and gives them in their order. From now on they are what the release should have.
    func launch(
        _ processes: [ReleaseProcess], of release: PlatformRelease, keepsCrashing: Bool
    ) async throws -> [ContainerLauncher.Launched] {
        try await turns.take(for: release.reference) {
            registry.remember(release)
            return try await launchInTurn(processes, of: release, keepsCrashing: keepsCrashing)
        }
    }

    /// For who has the release's turn.
    func launchInTurn(
        _ processes: [ReleaseProcess], of release: PlatformRelease, keepsCrashing: Bool
    ) async throws -> [ContainerLauncher.Launched] {
        let reference = release.reference
        let plans = try processes.map { try ContainerPlan($0, of: release, naming: naming) }
        let objects = try await objects(reference.target)
        try await objects.ensureShared()
        let launcher = launcher(objects.engine)
        defer { view.forget(reference) }
        let existing = try await objects.containers(release: reference.number)
        return try await withThrowingTaskGroup { group in
            for (index, plan) in plans.enumerated() {
                group.addTask {
                    (index, try await launcher.ensure(plan, existing: existing, keepsCrashing: keepsCrashing))
                }
            }
            var launched: [Int: ContainerLauncher.Launched] = [:]
            for try await (index, one) in group { launched[index] = one }
            return plans.indices.compactMap { launched[$0] }
        }
    }

    package func find(_ release: ReleaseReference) async throws -> PlatformInstance? {
        let objects = try await objects(release.target)
        let kept = try await objects.containers(release: release.number, kinds: [.web]).filter(\.isKept)
        guard !kept.isEmpty else { return nil }
        return instance(
            release, ports: kept.compactMap(\.port), on: publishing(objects.engine).reach, adopted: true)
    }

    package func stop(_ instance: ReleaseReference, grace: Duration) async throws {
        // First of all: the watchdog starts what it knows and finds stopped.
        registry.forget(instance)
        let objects = try await objects(instance.target)
        let containers = try await turns.take(for: instance) { try await objects.containers(release: instance.number) }
        try await end(containers, in: objects.engine, grace: grace)
        if try await ingress.activeRelease(instance.target) != instance.number { try await ingress.retire(instance) }
    }

    /// Stops containers side by side and keeps them, with their logs.
    func end(_ containers: [ContainerSummary], in engine: DockerEngine, grace: Duration) async throws {
        try await withThrowingTaskGroup { group in
            for container in containers {
                group.addTask {
                    do {
                        try await engine.stop(container.id, timeout: grace)
                    } catch let failure as Failure where failure.code == .containerNotFound {
                        return
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    package func remove(_ instance: ReleaseReference) async throws {
        try await ingress.requireInactive(instance, to: "removed")
        registry.forget(instance)
        try await ingress.retire(instance)
        let objects = try await objects(instance.target)
        let containers = try await turns.take(for: instance) {
            try await objects.containers(release: instance.number, kinds: [.web, .worker, .task])
        }
        for container in containers { try await objects.engine.discard(container.id, time) }
    }

    package func destroy(_ target: PlatformTarget) async throws {
        let known = registry.all.map(\.reference).filter { $0.target == target }
        registry.forget(target)
        // Who has the turn of one of them is waited for; who gets it now finds it forgotten.
        for reference in known { await turns.take(for: reference) {} }
        try await ingress.remove(target)
        try await objects(target).removeAll()
    }

    package func probe(
        _ instance: PlatformInstance, of release: PlatformRelease, answer: ProbeReceiver
    ) async throws {
        registry.remember(release)
        let reference = instance.reference
        let objects = try await objects(reference.target)
        let engine = objects.engine
        let publishing = publishing(engine)
        var gates: [HealthGate] = []
        let containers = try await objects.containers(release: reference.number, kinds: [.web])
            .filter { ReleaseProcess.number($0.processName) <= release.instances }
        for container in containers {
            guard let port = container.port else { continue }
            let process = GatedContainer(
                try await engine.container(container.id), in: engine, isLocal: publishing.isLocal, time: time)
            gates.append(
                HealthGate(
                    probe: HealthProbe(
                        client: client, endpoint: Endpoint(host: publishing.reach, port: port), health: release.health),
                    process: process,
                    subject: release.instances > 1 ? "\(container.processName) of \(reference)" : "\(reference)",
                    port: ContainerPlan.port(of: release), time: time))
        }
        guard gates.count == release.instances else {
            throw Failure(.instanceNotRunning, "\(reference) was not started", hint: "start it before probing it")
        }
        // One after the other: they boot side by side anyway.
        for gate in gates { try await gate.pass(answer: answer) }
    }
}
