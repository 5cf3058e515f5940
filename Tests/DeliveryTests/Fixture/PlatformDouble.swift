// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Synchronization

/// A platform that runs nothing and remembers what it was asked; the test double of these suites.
final class PlatformDouble: Platform {
    struct State {
        var calls: [String] = []
        var running: Set<Int> = []
        var active: Int?
        var environments: [Int: [String: String]] = [:]
        /// Thrown by the health gate of this release.
        var unhealthy: [Int: Failure] = [:]
        /// Thrown by the release command.
        var commandFailure: Failure?
    }

    let state = Mutex(State())
    let id = PlatformID(rawValue: "test.double")
    let capabilities: PlatformCapabilities = [.keepsPredecessorWarm, .runsTasks]

    /// What was asked since the last time, in order.
    func takeCalls() -> [String] {
        state.withLock { state in
            defer { state.calls = [] }
            return state.calls
        }
    }

    var running: Set<Int> { state.withLock(\.running) }
    var active: Int? { state.withLock(\.active) }

    private func note(_ call: String, _ change: (inout State) -> Void = { _ in }) {
        state.withLock { state in
            state.calls.append(call)
            change(&state)
        }
    }

    private func instance(_ reference: ReleaseReference) -> PlatformInstance {
        PlatformInstance(
            platform: id, reference: reference, endpoint: Endpoint(host: "127.0.0.1", port: 20_000 + reference.number))
    }

    private let address = PublicAddress(url: "http://127.0.0.1:8100")

    func provision(_ target: PlatformTarget, exposure: Exposure) async throws -> PublicAddress { address }

    func validate(_ release: PlatformRelease) async throws -> [Notice] { [] }

    func run(_ task: ReleaseTask, of release: PlatformRelease, output: LogReceiver) async throws {
        note("run \(task.command)")
        if let failure = state.withLock(\.commandFailure) { throw failure }
    }

    func start(_ release: PlatformRelease) async throws -> PlatformInstance {
        let number = release.reference.number
        note("start v\(number)") { state in
            state.running.insert(number)
            state.environments[number] = release.environment.mapValues { $0.reveal() }
        }
        return instance(release.reference)
    }

    func find(_ release: ReleaseReference) async throws -> PlatformInstance? {
        state.withLock { $0.running.contains(release.number) } ? instance(release) : nil
    }

    func probe(_ instance: PlatformInstance, of release: PlatformRelease, answer: ProbeReceiver) async throws {
        note("probe v\(release.reference.number)")
        if let failure = state.withLock({ $0.unhealthy[release.reference.number] }) { throw failure }
        await answer(.healthy(status: 200))
    }

    func switchTraffic(to instance: PlatformInstance) async throws -> PublicAddress {
        note("switch v\(instance.reference.number)") { $0.active = instance.reference.number }
        return address
    }

    func drain(_ instance: ReleaseReference, within limit: Duration) async throws -> DrainOutcome {
        note("drain v\(instance.number)")
        return DrainOutcome(remaining: 0)
    }

    func stop(_ instance: ReleaseReference, grace: Duration) async throws {
        note("stop v\(instance.number)") { $0.running.remove(instance.number) }
    }

    func remove(_ instance: ReleaseReference) async throws { note("remove v\(instance.number)") }

    func recover(_ expected: [ExpectedRelease]) async throws -> [RecoveryReport] {
        expected.map { expectation in
            let reference = expectation.release.reference
            if state.withLock({ $0.running.contains(reference.number) }) {
                return RecoveryReport(reference: reference, outcome: .adopted)
            }
            if expectation.role == .warm { return RecoveryReport(reference: reference, outcome: .gone) }
            note("restart v\(reference.number)") { $0.running.insert(reference.number) }
            return RecoveryReport(reference: reference, outcome: .restarted)
        }
    }

    func watch(_ report: @escaping @Sendable (PlatformEvent) async -> Void) async throws {}

    func status(of release: ReleaseReference) async throws -> InstanceStatus {
        InstanceStatus(state: state.withLock { $0.running.contains(release.number) } ? .running : .absent)
    }

    func logs(of release: ReleaseReference, tail: Int?, follow: Bool, into receiver: LogReceiver) async throws {}

    func exposure(of target: PlatformTarget) async throws -> ExposureStatus? {
        ExposureStatus(address: address, activeRelease: active)
    }

    func destroy(_ target: PlatformTarget) async throws {
        note("destroy \(target.profile.rawValue)") { state in
            state.running = []
            state.active = nil
        }
    }
}
