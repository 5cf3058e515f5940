// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a release proves that it works, at the gate and for as long as it is active.
package struct HealthCheck: Sendable, Hashable {
    /// Asked for with GET on the program's own port.
    package var path: String
    /// Statuses that mean healthy; nil means 200 to 399.
    package var statuses: Set<Int>?
    /// Between the end of one probe and the next.
    package var interval: Duration
    /// For one probe, from connecting to the end of the headers.
    package var timeout: Duration
    /// For the whole gate.
    package var deadline: Duration
    /// Good answers in a row that open the gate, 1 or more.
    package var successes: Int
    /// Between the probes of an active release.
    package var watchInterval: Duration
    /// Bad answers in a row after which an active release is restarted; 0 never restarts.
    package var watchFailures: Int

    package init(
        path: String = "/", statuses: Set<Int>? = nil, interval: Duration = .milliseconds(100),
        timeout: Duration = .seconds(5), deadline: Duration = .seconds(60), successes: Int = 1,
        watchInterval: Duration = .seconds(10), watchFailures: Int = 3
    ) {
        self.path = path
        self.statuses = statuses
        self.interval = interval
        self.timeout = timeout
        self.deadline = deadline
        self.successes = max(1, successes)
        self.watchInterval = watchInterval
        self.watchFailures = watchFailures
    }

    /// Whether an answer with this status is good.
    package func accepts(_ status: Int) -> Bool {
        statuses.map { $0.contains(status) } ?? (200..<400).contains(status)
    }
}

/// What one probe got.
package enum ProbeAnswer: Sendable, Hashable {
    case healthy(status: Int)
    /// An answer with the wrong status and the first bytes of its body as text.
    case refused(status: Int, body: String)
    /// No answer, in the system's words, e.g. `connection refused`.
    case unreachable(reason: String)

    /// One line for people, e.g. `500 database is locked`.
    package var summary: String {
        switch self {
        case .healthy(let status): "\(status)"
        case .refused(let status, let body): body.isEmpty ? "\(status)" : "\(status) \(body)"
        case .unreachable(let reason): reason
        }
    }
}
