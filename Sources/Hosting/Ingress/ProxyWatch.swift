// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization
import Traffic

/// Whose turn it is to look after the proxy: every platform's watchdog asks, so that it is looked after for as long as
/// any of them lives, and one look in each interval is enough.
final class ProxyWatch: Sendable {
    /// Between two looks.
    static let interval: Duration = .seconds(10)

    private struct State {
        var lastLook: Duration?
        var lastFailure: String?
    }

    private let state = Mutex(State())

    /// Whether the look of this interval is still to be taken; who is told so takes it.
    func claim(at uptime: Duration) -> Bool {
        state.withLock { state in
            if let last = state.lastLook, uptime - last < Self.interval { return false }
            state.lastLook = uptime
            return true
        }
    }

    /// Notes how a look ended and gives how the one before did; nil for well.
    func exchange(_ failure: String?) -> String? {
        state.withLock { state in
            defer { state.lastFailure = failure }
            return state.lastFailure
        }
    }
}

extension Ingress {
    /// Runs the proxy while there is a route, and ends it when there is none.
    package func keepRunning() async throws { try await proxy.keepRunning() }

    /// Looks after the proxy until cancelled; however many call this, it is looked at once in each interval.
    package func watch() async throws {
        while true {
            try await time.sleep(for: ProxyWatch.interval)
            guard watching.claim(at: time.uptime()) else { continue }
            var failure: String?
            do {
                try await proxy.keepRunning()
            } catch let error as Failure {
                failure = error.description
            }
            let last = watching.exchange(failure)
            if let failure, failure != last {
                logger.error("the proxy can't be kept running", ("failure", failure))
            } else if failure == nil, last != nil {
                logger.info("the proxy runs again")
            }
        }
    }
}
