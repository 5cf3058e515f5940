// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Primitives

/// The watchdog's rules for one process of an active release: what was observed goes in, what to report and to do comes out.
package struct WatchMachine {
    /// What to do about the release.
    package enum Action: Equatable {
        case nothing
        /// It runs and doesn't answer.
        case restart
        /// Nothing looks after it any more.
        case start
    }

    /// Between one cure and the next, so that a program that never gets well isn't restarted without pause.
    private static let patience = Backoff(base: .seconds(10), limit: .seconds(300))

    package private(set) var state: InstanceState = .running
    private var restarts: Int?
    private var failures = 0
    private var cures = 0
    private var nextCure: Duration = .zero

    package init() {}

    /// After a look at the process; `detail` is nil when nothing has changed.
    package mutating func observe(_ look: ProcessLook, at uptime: Duration) -> (detail: String?, action: Action) {
        let remains = state == .unhealthy && look.restarts == restarts
        let now = look.state == .running && remains ? .unhealthy : look.state
        let hasRestarted = restarts.map { look.restarts > $0 } ?? false
        let detail = now != state || hasRestarted ? Self.words(now, look, hasRestarted: hasRestarted) : nil
        if hasRestarted { failures = 0 }
        state = now
        restarts = look.restarts
        guard now == .stopped, !look.isKept, uptime >= nextCure else { return (detail, .nothing) }
        return (detail, cure(.start, uptime))
    }

    /// After a probe; `detail` is nil when nothing has changed.
    package mutating func observe(_ answer: ProbeAnswer, health: HealthCheck, at uptime: Duration) -> (
        detail: String?, action: Action
    ) {
        if case .healthy = answer {
            failures = 0
            cures = 0
            guard state == .unhealthy else { return (nil, .nothing) }
            state = .running
            return ("healthy again", .nothing)
        }
        failures += 1
        guard health.watchFailures > 0, failures >= health.watchFailures, state == .running || state == .unhealthy
        else {
            return (nil, .nothing)
        }
        let isNew = state != .unhealthy
        state = .unhealthy
        let detail = "no good answer \(failures) times in a row: \(answer.summary)"
        guard uptime >= nextCure else { return (isNew ? detail : nil, .nothing) }
        failures = 0
        return (detail + "; it is restarted", cure(.restart, uptime))
    }

    private mutating func cure(_ action: Action, _ uptime: Duration) -> Action {
        cures += 1
        nextCure = uptime + Self.patience.ceiling(afterAttempt: cures)
        return action
    }

    private static func words(_ state: InstanceState, _ look: ProcessLook, hasRestarted: Bool) -> String {
        let end = look.lastExit.map { " after it ended: \($0)" } ?? ""
        return switch state {
        case .running: hasRestarted ? "restarted" + end : "running"
        case .backoff: "waiting to be started again" + end
        case .crashLooping: "ends again and again" + end
        case .stopped: "not running" + end
        case .absent, .starting, .unhealthy: state.rawValue + end
        }
    }
}
