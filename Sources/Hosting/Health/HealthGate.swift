// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
package import Primitives

/// Lets a release through once it has proven healthy.
package struct HealthGate: Sendable {
    let probe: HealthProbe
    let process: any GatedProcess
    let subject: String
    let port: Int
    let time: TimeSource

    /// - subject: what is to be named when it fails, e.g. the release.
    /// - port: what the program was given as PORT; nil when that is the one that is probed.
    package init(
        probe: HealthProbe, process: any GatedProcess, subject: String, port: Int? = nil, time: TimeSource
    ) {
        self.probe = probe
        self.process = process
        self.subject = subject
        self.port = port ?? probe.endpoint.port
        self.time = time
    }

    /// Throws `health_check_failed`, `app_crashed` or `port_ignored`, with the program's own words.
    package func pass(answer report: ProbeReceiver) async throws {
        let started = time.uptime()
        var machine = GateMachine(health: probe.health, port: port)
        while true {
            let answer = try await probe.ask()
            await report(answer)
            let decision = machine.observe(
                answer, condition: try await process.condition(),
                listening: answer.isUnreachable ? await process.listening() : [], elapsed: time.uptime() - started)
            switch decision {
            case .open: return
            case .wait(let pause): try await time.sleep(for: pause)
            case .fail(let reason): throw await failure(reason, machine.answers)
            }
        }
    }

    private func failure(_ reason: GateMachine.Reason, _ answers: [ProbeAnswer]) async -> Failure {
        let evidence = FailureEvidence(log: await process.lastWords(), probes: answers)
        let failure =
            switch reason {
            case .crashed(let how):
                Failure(
                    .appCrashed, "\(subject) ended before it was healthy: \(how)",
                    hint: "correct what its last lines say and deploy again",
                    metadata: [.init("exit", how)])
            case .listensElsewhere(let other):
                Failure(
                    .portIgnored, "\(subject) listens on port \(other), not on \(port) as PORT says",
                    hint: "let the program listen on the variable PORT, or write `port: \(other)` into dextra.yaml",
                    metadata: [.init("port", String(port)), .init("listens_on", String(other))])
            case .notHealthy:
                Failure(
                    .healthCheckFailed,
                    "\(subject) was not healthy within \(probe.health.deadline.inSeconds) s: "
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
