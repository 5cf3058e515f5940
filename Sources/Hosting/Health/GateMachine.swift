// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Primitives

/// The health gate's rules: what was observed goes in, what to do comes out. Knows no clock and no socket.
package struct GateMachine {
    /// What to do next.
    package enum Decision: Equatable {
        case open
        case wait(Duration)
        case fail(Reason)
    }

    /// Why the gate stays closed.
    package enum Reason: Equatable {
        /// It ended; how, in words.
        case crashed(String)
        /// It listens there and not on the port it was given.
        case listensElsewhere(Int)
        case notHealthy
    }

    /// What the service does.
    package enum Condition: Equatable {
        case up
        /// It runs and is not well by its keeper's own check; how, in words.
        case unwell(String)
        /// It ended at least once; how, in words.
        case ended(String)
    }

    /// How long a program may listen elsewhere before that is what it does: some open a debugger's port first.
    package static let portPatience: Duration = .seconds(5)
    /// The first wait for a program that doesn't listen yet; each is longer by half, up to the interval.
    private static let firstWait: Duration = .milliseconds(20)

    private let health: HealthCheck
    private let port: Int
    private var successes = 0
    private var refusals = 0
    private var elsewhereSince: Duration?
    package private(set) var answers: [ProbeAnswer] = []

    package init(health: HealthCheck, port: Int) {
        self.health = health
        self.port = port
    }

    /// After one probe: its answer, what the service did meanwhile, and the ports its processes listen on.
    package mutating func observe(
        _ answer: ProbeAnswer, condition: Condition, listening: [Int], elapsed: Duration
    ) -> Decision {
        var answer = answer
        if case .unwell(let how) = condition { answer = .unreachable(reason: how) }
        remember(answer)
        if case .ended(let how) = condition { return .fail(.crashed(how)) }
        if case .healthy = answer {
            successes += 1
            if successes >= health.successes { return .open }
        } else {
            successes = 0
        }
        if let reason = misplaced(answer, listening, elapsed) { return .fail(reason) }
        guard elapsed < health.deadline else { return .fail(reason(listening)) }
        return .wait(min(pause(answer), health.deadline - elapsed))
    }

    private mutating func misplaced(_ answer: ProbeAnswer, _ listening: [Int], _ elapsed: Duration) -> Reason? {
        guard case .unreachable = answer, let first = listening.first, !listening.contains(port) else {
            elsewhereSince = nil
            return nil
        }
        let since = elsewhereSince ?? elapsed
        elsewhereSince = since
        return elapsed - since >= Self.portPatience ? .listensElsewhere(first) : nil
    }

    private func reason(_ listening: [Int]) -> Reason {
        if elsewhereSince != nil, let first = listening.first { .listensElsewhere(first) } else { .notHealthy }
    }

    private mutating func pause(_ answer: ProbeAnswer) -> Duration {
        guard case .unreachable = answer else { return health.interval }
        refusals += 1
        var wait = Self.firstWait
        for _ in 1..<max(1, min(refusals, 20)) where wait < health.interval { wait = wait * 3 / 2 }
        return min(wait, health.interval)
    }

    /// Only the last answers are of use to a person.
    private mutating func remember(_ answer: ProbeAnswer) {
        answers.append(answer)
        if answers.count > 5000 { answers.removeFirst(2500) }
    }
}
