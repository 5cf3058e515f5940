// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform {
    package func start(_ release: PlatformRelease) async throws -> PlatformInstance {
        try await turns.take(for: release.reference) {
            registry.remember(release)
            return try await startInTurn(release)
        }
    }

    /// For who has the release's turn.
    func startInTurn(_ release: PlatformRelease) async throws -> PlatformInstance {
        let reference = release.reference
        let surroundings = surroundings(release)
        var found: [Int] = []
        var isAdopted = true
        for number in 1...release.instances {
            let process = ProcessName(ProcessName.web, number)
            let name = ServiceNaming.name(reference, process)
            if try await isRunning(name), let port = ports.recorded(name) {
                found.append(port)
                continue
            }
            isAdopted = false
            // It may run without a known port.
            try await (try? supervisor.find(name))?.stop()
            try settings.layout.prepareData(reference.target, owner: surroundings.owner)
            if let port = release.port { try await displacePredecessor(of: reference, port: port) }
            let port = try ports.assign(name, fixed: release.port, others: supervisor.list().map(\.name))
            try await supervisor.start(try surroundings.service(process, port: port, libexec: libexec))
            found.append(port)
        }
        return instance(reference, ports: found, adopted: isAdopted)
    }

    package func find(_ release: ReleaseReference) async throws -> PlatformInstance? {
        // What is beyond the wanted number gets nothing any more and waits to be trimmed.
        let limit = registry[release]?.instances ?? .max
        let found = try services(of: release).compactMap { process, handle -> Int? in
            guard process.isWeb, process.number <= limit, try supervisor.adopt(handle.name) != nil else { return nil }
            return ports.recorded(handle.name)
        }
        return found.isEmpty ? nil : instance(release, ports: found, adopted: true)
    }

    /// Ends the target's other release that has the port. Its traffic waits in the proxy for as long as that retries.
    ///
    /// Two that need the same port can't wait for each other's turn: whoever has come here has no process that runs.
    private func displacePredecessor(of reference: ReleaseReference, port: Int) async throws {
        for handle in supervisor.list() {
            guard let number = ServiceNaming.number(handle.name, of: reference.target), number != reference.number,
                handle.status().isSupervised, ports.recorded(handle.name) == port
            else { continue }
            let earlier = ReleaseReference(target: reference.target, number: number)
            registry.displace(earlier, by: reference)
            try await turns.take(for: earlier) { _ = try await handle.stop() }
        }
    }

    package func stop(_ instance: ReleaseReference, grace: Duration) async throws {
        // First of all: the watchdog starts what it knows and finds stopped.
        registry.forget(instance)
        let found = await turns.take(for: instance) { services(of: instance) }
        try await end(found.map(\.handle), grace: grace)
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
        registry.forget(instance)
        try await ingress.retire(instance)
        let found = await turns.take(for: instance) { services(of: instance) }
        for service in found { try await supervisor.remove(service.handle.name) }
    }

    package func destroy(_ target: PlatformTarget) async throws {
        let known = registry.all.map(\.reference).filter { $0.target == target }
        registry.forget(target)
        // Who has the turn of one of them is waited for; who gets it now finds it forgotten.
        for reference in known { await turns.take(for: reference) {} }
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
                hint: "its last lines say how far it got"
            ).adding(FailureEvidence(log: last))
        }
        if let line = splitter.finish() { try await take(line) }
        guard status.isSuccess else {
            throw Failure(
                .releaseCommandFailed, "'\(task.command)' of \(release.reference) failed: \(status)",
                hint: "its last lines say why; the release before it still serves",
                metadata: [.init("exit", status.description)]
            ).adding(FailureEvidence(log: last))
        }
    }

    package func probe(
        _ instance: PlatformInstance, of release: PlatformRelease, answer: ProbeReceiver
    ) async throws {
        registry.remember(release)
        let web = services(of: instance.reference).filter(\.process.isWeb)
        guard !web.isEmpty, !instance.endpoints.isEmpty else {
            throw Failure(
                .instanceNotRunning, "\(instance.reference) was not started", hint: "start it before probing it")
        }
        // One after the other: they boot side by side all the same.
        for (process, handle) in web {
            let port = ports.recorded(handle.name)
            guard let endpoint = instance.endpoints.first(where: { $0.port == port }) else { continue }
            let gate = HealthGate(
                probe: HealthProbe(client: client, endpoint: endpoint, health: release.health),
                process: GatedService(handle),
                subject: instance.reference.description + (web.count > 1 ? " \(process)" : ""), time: time)
            try await gate.pass(answer: answer)
        }
    }

    package func status(of release: ReleaseReference) async throws -> InstanceStatus {
        let all = services(of: release)
        guard let first = all.first else { return InstanceStatus(state: .absent) }
        let processes = all.map { process, handle in
            let status = handle.status()
            return ProcessStatus(
                name: process.description,
                state: status.instanceState(isUnhealthy: registry.isUnhealthy(release, process.description)),
                restarts: status.restarts, lastExit: status.lastExit?.description)
        }
        let status = first.handle.status()
        // Not better than the worst of those that take traffic.
        let web = processes.prefix(max(1, all.count(where: \.process.isWeb)))
        return InstanceStatus(
            state: web.first { $0.state != .running }?.state ?? .running,
            endpoint: ports.recorded(first.handle.name).map { Endpoint(host: "127.0.0.1", port: $0) },
            processID: status.pid.map(Int.init), startedAt: status.startedAt, restarts: status.restarts,
            lastExit: status.lastExit?.description, processes: all.count > 1 ? processes : [])
    }

    package func logs(of release: ReleaseReference, _ query: LogQuery, into receiver: LogEntryReceiver) async throws {
        let process = ProcessName(query.process ?? ProcessName.web)
        guard let handle = try? supervisor.find(ServiceNaming.name(release, process)) else { return }
        let name = services(of: release).count > 1 ? process.description : nil
        try await handle.read(query, process: name, into: receiver)
    }
}
