// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Platforms
import Primitives
import Processes
import Traffic

/// Lets a release through once it has proven healthy.
struct HealthGate: Sendable {
    let probe: HealthProbe
    let handle: ServiceHandle
    let reference: ReleaseReference
    let time: TimeSource

    /// Throws `health_check_failed`, `app_crashed` or `port_ignored`, with the program's own words.
    func pass(answer report: ProbeReceiver) async throws {
        let started = time.uptime()
        let restarts = handle.status().restarts
        var machine = GateMachine(health: probe.health, port: probe.endpoint.port)
        while true {
            let answer = try await probe.ask()
            await report(answer)
            let status = handle.status()
            let decision = machine.observe(
                answer, condition: Self.condition(status, restartsBefore: restarts),
                listening: answer.isUnreachable ? listening(status) : [], elapsed: time.uptime() - started)
            switch decision {
            case .open: return
            case .wait(let pause): try await time.sleep(for: pause)
            case .fail(let reason): throw await failure(reason, machine.answers)
            }
        }
    }

    private static func condition(_ status: ServiceStatus, restartsBefore: Int) -> GateMachine.Condition {
        let isUp = status.state == .starting || status.state == .running
        return isUp && status.isSupervised && status.restarts <= restartsBefore
            ? .up : .ended(status.lastExit?.description ?? status.message ?? "it is not running")
    }

    private func listening(_ status: ServiceStatus) -> [Int] {
        guard let pid = status.pid else { return [] }
        return ListeningSockets.ports(of: ProcessTree.members(of: pid))
    }

    private func failure(_ reason: GateMachine.Reason, _ answers: [ProbeAnswer]) async -> Failure {
        let evidence = FailureEvidence(log: await handle.lastWords(), probes: answers)
        let port = probe.endpoint.port
        let failure =
            switch reason {
            case .crashed(let how):
                Failure(
                    .appCrashed, "\(reference) ended before it was healthy: \(how)",
                    hint: "its last lines are in this error; correct what they say and deploy again",
                    metadata: [.init("exit", how)])
            case .listensElsewhere(let other):
                Failure(
                    .portIgnored, "\(reference) listens on port \(other), not on \(port) as PORT says",
                    hint: "let the program listen on the variable PORT, or write `port: \(other)` into dextra.yaml",
                    metadata: [.init("port", String(port)), .init("listens_on", String(other))])
            case .notHealthy:
                Failure(
                    .healthCheckFailed,
                    "\(reference) was not healthy within \(probe.health.deadline.inSeconds) s: "
                        + "GET \(probe.health.path) on port \(port) gave \(answers.last?.summary ?? "no answer")",
                    hint: "make \(probe.health.path) answer with a good status, or set another path or a longer "
                        + "deadline under `health` in dextra.yaml",
                    metadata: [.init("url", "http://\(probe.endpoint)\(probe.health.path)")])
            }
        return failure.adding(evidence)
    }
}

extension ProbeAnswer {
    fileprivate var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
}
