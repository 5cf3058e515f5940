// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform {
    package func start(_ release: PlatformRelease) async throws -> PlatformInstance {
        let reference = release.reference
        let name = ServiceNaming.name(reference)
        registry.remember(release)
        if let running = try await adopt(reference) { return running }
        let surroundings = surroundings(release)
        try settings.layout.prepareData(reference.target, owner: surroundings.owner)
        if let port = release.port { try await displacePredecessor(of: reference, port: port) }
        let port = try ports.assign(name, fixed: release.port, others: supervisor.list().map(\.name))
        try await supervisor.start(try surroundings.service(port: port, libexec: libexec))
        return instance(reference, port: port, adopted: false)
    }

    package func find(_ release: ReleaseReference) async throws -> PlatformInstance? {
        let name = ServiceNaming.name(release)
        guard try supervisor.adopt(name) != nil, let port = ports.recorded(name) else { return nil }
        return instance(release, port: port, adopted: true)
    }

    /// The running instance; one that keeps crashing, or of which no port is known, is ended so that it can start anew.
    private func adopt(_ reference: ReleaseReference) async throws -> PlatformInstance? {
        guard let handle = try supervisor.adopt(ServiceNaming.name(reference)) else { return nil }
        switch handle.status().state {
        case .starting, .running:
            if let found = try await find(reference) { return found }
        case .stopping, .backoff, .crashLooping, .stopped, .exited, .lost: break
        }
        try await handle.stop()
        return nil
    }

    /// Ends the target's other release that has the port. Its traffic waits in the proxy for as long as that retries.
    private func displacePredecessor(of reference: ReleaseReference, port: Int) async throws {
        for handle in supervisor.list() {
            guard let number = ServiceNaming.number(handle.name, of: reference.target), number != reference.number,
                handle.status().isSupervised, ports.recorded(handle.name) == port
            else { continue }
            let earlier = ReleaseReference(target: reference.target, number: number)
            registry.displace(earlier, by: reference)
            try await handle.stop()
        }
    }

    package func stop(_ instance: ReleaseReference, grace: Duration) async throws {
        // First of all: the watchdog starts what it knows and finds stopped.
        registry.forget(instance)
        if let handle = try? supervisor.find(ServiceNaming.name(instance)) { try await handle.stop(grace: grace) }
        let isActive = try await ingress.activeRelease(instance.target) == instance.number
        if !isActive { try await ingress.retire(instance) }
        try await restoreDisplaced(by: instance, stillActive: isActive)
    }

    /// A release that never got the traffic gives the port back to the one it displaced.
    private func restoreDisplaced(by reference: ReleaseReference, stillActive: Bool) async throws {
        guard let earlier = registry.takeDisplaced(by: reference), !stillActive,
            try await ingress.activeRelease(earlier.target) == earlier.number, let release = registry[earlier]
        else { return }
        logger.info("starting the displaced release again", ("release", earlier.description))
        _ = try await start(release)
    }

    package func remove(_ instance: ReleaseReference) async throws {
        try await ingress.requireInactive(instance, to: "removed")
        try await ingress.retire(instance)
        try await supervisor.remove(ServiceNaming.name(instance))
        registry.forget(instance)
    }

    package func destroy(_ target: PlatformTarget) async throws {
        registry.forget(target)
        try await ingress.remove(target)
        for handle in supervisor.list() where ServiceNaming.number(handle.name, of: target) != nil {
            try await supervisor.remove(handle.name)
        }
        try settings.layout.removeData(target)
    }

    package func run(_ task: ReleaseTask, of release: PlatformRelease, output: LogReceiver) async throws {
        let surroundings = surroundings(release)
        try settings.layout.prepareData(release.reference.target, owner: surroundings.owner)
        let command = try surroundings.shell(task.command, port: nil, output: .merged)
        var splitter = LogLineSplitter()
        var last: [String] = []
        func take(_ line: LogLine) async throws {
            last = last.suffix(FailureEvidence.maximumLines - 1) + [line.text]
            try await output(line)
        }
        let status: ExitStatus
        do {
            status = try await Child.run(
                command, timeout: task.timeout, grace: release.stopGrace,
                shim: command.isolation == .none ? nil : shim
            ) { chunk in
                for line in splitter.consume(chunk.bytes) { try await take(line) }
            }
        } catch let failure as Failure where failure.code == .commandTimedOut {
            throw Failure(
                .timedOut, "'\(task.command)' of \(release.reference) did not end within \(task.timeout.inSeconds) s",
                hint: "its last lines are in this error"
            ).adding(FailureEvidence(log: last))
        }
        if let line = splitter.finish() { try await take(line) }
        guard status.isSuccess else {
            throw Failure(
                .releaseCommandFailed, "'\(task.command)' of \(release.reference) failed: \(status)",
                hint: "its last lines are in this error; the release before it still serves",
                metadata: [.init("exit", status.description)]
            ).adding(FailureEvidence(log: last))
        }
    }

    package func probe(
        _ instance: PlatformInstance, of release: PlatformRelease, answer: ProbeReceiver
    ) async throws {
        registry.remember(release)
        guard let handle = try? supervisor.find(ServiceNaming.name(instance.reference)),
            let endpoint = instance.endpoints.first
        else {
            throw Failure(
                .instanceNotRunning, "\(instance.reference) was not started", hint: "start it before probing it")
        }
        let gate = HealthGate(
            probe: HealthProbe(client: client, endpoint: endpoint, health: release.health),
            process: GatedService(handle), subject: instance.reference.description, time: time)
        try await gate.pass(answer: answer)
    }

    package func status(of release: ReleaseReference) async throws -> InstanceStatus {
        let name = ServiceNaming.name(release)
        guard let handle = try? supervisor.find(name) else { return InstanceStatus(state: .absent) }
        let status = handle.status()
        return InstanceStatus(
            state: status.instanceState(isUnhealthy: registry.isUnhealthy(release, Self.process)),
            endpoint: ports.recorded(name).map { Endpoint(host: "127.0.0.1", port: $0) },
            processID: status.pid.map(Int.init), startedAt: status.startedAt, restarts: status.restarts,
            lastExit: status.lastExit?.description)
    }

    package func logs(of release: ReleaseReference, _ query: LogQuery, into receiver: LogEntryReceiver) async throws {
        guard let handle = try? supervisor.find(ServiceNaming.name(release)) else { return }
        try await handle.read(query, into: receiver)
    }
}
