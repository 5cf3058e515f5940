// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Platforms
package import Primitives
package import Synchronization

/// A platform that runs nothing and remembers what it was asked: the double that suites about delivery run on.
package final class PlatformDouble: Platform {
    package struct State {
        package var calls: [String] = []
        package var running: Set<Int> = []
        /// Those it would look after: of which it was told since the server started.
        package var known: Set<Int> = []
        package var active: Int?
        package var environments: [Int: [String: String]] = [:]
        /// Thrown by the health gate of this release.
        package var unhealthy: [Int: Failure] = [:]
        /// Thrown when a release is asked to drain.
        package var drainFailure: Failure?
        /// Thrown when it is asked how a release does, as by an engine that is away.
        package var statusFailure: Failure?
        /// What a release has written.
        package var written: [String] = []
        /// Thrown when a log was read up to here.
        package var logFailure: Failure?
        /// Thrown by the release command.
        package var commandFailure: Failure?
        /// What each look at the traffic adds to what a release has answered: requests, failures, and its mean latency.
        package var answers: [Int: (requests: Int, failures: Int, latency: Duration)] = [:]
        /// How long it takes to ask for them.
        package var trafficDelay: Duration = .zero
        package var counts: [Int: ReleaseTraffic] = [:]
        package var workers: [Int: [String: Int]] = [:]
        package var instances: [Int: Int] = [:]
        /// Called with what is about to be done, e.g. `stop v1`; what it throws is the answer.
        package var interference: (@Sendable (String) async throws -> Void)?
    }

    package let state = Mutex(State())
    package let id = PlatformID(rawValue: "test.double")
    package let capabilities: PlatformCapabilities

    package init(_ more: PlatformCapabilities = []) {
        capabilities = more.union([.keepsPredecessorWarm, .runsTasks, .splitsTraffic, .runsWorkers, .scales])
    }

    /// What was asked since the last time, in order.
    package func takeCalls() -> [String] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    package var running: Set<Int> { state.withLock(\.running) }
    package var active: Int? { state.withLock(\.active) }
    package var known: Set<Int> { state.withLock(\.known) }

    private func note(_ call: String, _ change: (inout State) -> Void = { _ in }) async throws {
        try await state.withLock(\.interference)?(call)
        state.withLock { state in
            state.calls.append(call)
            change(&state)
        }
    }

    private func instance(_ reference: ReleaseReference) -> PlatformInstance {
        PlatformInstance(
            platform: id, reference: reference,
            endpoints: [Endpoint(host: "127.0.0.1", port: 20_000 + reference.number)])
    }

    /// Remembers the release and gives it if all of it runs already.
    private func adopt(_ release: PlatformRelease) -> PlatformInstance? {
        let number = release.reference.number
        let isRunning = state.withLock { state in
            state.known.insert(number)
            guard state.running.contains(number), state.instances[number, default: 1] >= release.instances else {
                return false
            }
            state.instances[number] = release.instances
            return true
        }
        guard isRunning else { return nil }
        var instance = instance(release.reference)
        instance.adopted = true
        return instance
    }

    /// What is left of its world when the server was ended: what it was told is forgotten, and when it was the machine, nothing
    /// runs either.
    package func restart(withMachine: Bool = false) {
        state.withLock { state in
            state.known = []
            if withMachine { state.running = [] }
        }
    }

    private let address = PublicAddress(url: "http://127.0.0.1:8100")

    package func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress { address }

    package func validate(_ release: PlatformRelease) async throws -> [Notice] { [] }

    package func run(_ task: ReleaseTask, of release: PlatformRelease, output: LogReceiver) async throws {
        try await note("run \(task.command)")
        if let failure = state.withLock(\.commandFailure) { throw failure }
    }

    package func start(_ release: PlatformRelease) async throws -> PlatformInstance {
        if let instance = adopt(release) { return instance }
        let number = release.reference.number
        try await note("start v\(number)") { state in
            state.running.insert(number)
            state.environments[number] = release.environment.mapValues { $0.reveal() }
            state.instances[number] = release.instances
        }
        return instance(release.reference)
    }

    package func find(_ release: ReleaseReference) async throws -> PlatformInstance? {
        state.withLock { $0.running.contains(release.number) } ? instance(release) : nil
    }

    package func probe(_ instance: PlatformInstance, of release: PlatformRelease, answer: ProbeReceiver) async throws {
        try await note("probe v\(release.reference.number)")
        if let failure = state.withLock({ $0.unhealthy[release.reference.number] }) { throw failure }
        await answer(.healthy(status: 200))
    }

    package func switchTraffic(to instance: PlatformInstance) async throws -> PublicAddress {
        try await note("switch v\(instance.reference.number)") { $0.active = instance.reference.number }
        return address
    }

    package func splitTraffic(to instance: PlatformInstance, percent: Double) async throws {
        try await note("split v\(instance.reference.number) \(Int(percent))")
    }

    package func traffic(of target: PlatformTarget) async throws -> [ReleaseTraffic] {
        try await Task.sleep(for: state.withLock(\.trafficDelay))
        return state.withLock { state in
            for (number, more) in state.answers {
                var count = state.counts[number] ?? ReleaseTraffic(release: number, requests: 0, failures: 0)
                count.requests += more.requests
                count.failures += more.failures
                count.latency = more.latency
                state.counts[number] = count
            }
            return Array(state.counts.values)
        }
    }

    package func startWorkers(of release: PlatformRelease) async throws {
        let number = release.reference.number
        let workers = Dictionary(uniqueKeysWithValues: release.workers.map { ($0.name, $0.instances) })
        try await note("work v\(number)") { $0.workers[number] = workers }
    }

    package func stopWorkers(of release: ReleaseReference, grace: Duration) async throws {
        try await note("rest v\(release.number)") { $0.workers[release.number] = nil }
    }

    package func trim(_ release: PlatformRelease, within limit: Duration) async throws {
        try await note("trim v\(release.reference.number) \(release.instances)")
    }

    package func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome {
        try await note("drain v\(instance.number)")
        if let failure = state.withLock(\.drainFailure) { throw failure }
        return DrainOutcome(remaining: 0)
    }

    package func stop(_ instance: ReleaseReference, grace: Duration) async throws {
        state.withLock { _ = $0.known.remove(instance.number) }
        try await note("stop v\(instance.number)") { $0.running.remove(instance.number) }
    }

    package func remove(_ instance: ReleaseReference) async throws { try await note("remove v\(instance.number)") }

    package func recover(_ expected: [ExpectedRelease]) async throws -> [RecoveryReport] {
        var reports: [RecoveryReport] = []
        for expectation in expected {
            let reference = expectation.release.reference
            state.withLock { _ = $0.known.insert(reference.number) }
            if state.withLock({ $0.running.contains(reference.number) }) {
                reports.append(RecoveryReport(reference: reference, outcome: .adopted))
            } else if expectation.role == .warm {
                reports.append(RecoveryReport(reference: reference, outcome: .gone))
            } else {
                try await note("restart v\(reference.number)") { $0.running.insert(reference.number) }
                reports.append(RecoveryReport(reference: reference, outcome: .restarted))
            }
        }
        return reports
    }

    package func watch(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {}

    package func status(of release: ReleaseReference) async throws -> InstanceStatus {
        if let failure = state.withLock(\.statusFailure) { throw failure }
        return InstanceStatus(state: state.withLock { $0.running.contains(release.number) } ? .running : .absent)
    }

    package func logs(of release: ReleaseReference, _ query: LogQuery, into receiver: LogEntryReceiver) async throws {
        let (written, failure) = state.withLock { ($0.written, $0.logFailure) }
        for text in written { try await receiver(.line(LogLine(at: nil, stream: .stdout, text: text))) }
        if let failure { throw failure }
        try await receiver(.current)
        guard query.follow else { return }
        // Silent until it is cancelled.
        let (never, _) = AsyncStream<Never>.makeStream()
        for await _ in never {}
    }

    package func exposure(of target: PlatformTarget) async throws -> ExposureStatus? {
        ExposureStatus(address: address, activeRelease: active)
    }

    package func destroy(_ target: PlatformTarget) async throws {
        try await note("destroy \(target.profile.rawValue)") { state in
            state.running = []
            state.active = nil
        }
    }
}
