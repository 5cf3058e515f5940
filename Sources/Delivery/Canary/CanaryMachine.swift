// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms

/// Decides what becomes of a canary from what it and the release before it have answered. Pure: it is told the time.
///
/// A candidate that fails more than it may is found out before it has answered the requests a step asks for: as soon as
/// it could not come within its limit even if all that are still to come went well.
struct CanaryMachine: Sendable {
    enum Decision: Sendable, Hashable {
        /// Goes on as it is; how far the whole has got, 0 to 1.
        case hold(Double)
        /// The candidate has shown what the step asked for and gets this share, in percent.
        case advance(Int)
        /// All steps are done: it gets all of the traffic.
        case promote
        case abort(CanaryFault)
    }

    /// What a release has answered within one step.
    struct Count: Sendable, Hashable {
        var requests = 0
        var failures = 0
        var latency: Duration?

        /// 0 to 1.
        var errorRate: Double { requests == 0 ? 0 : Double(failures) / Double(requests) }
    }

    /// Mean latencies differ by chance; below this much they say nothing about a release.
    private static let latencyNoise: Duration = .milliseconds(10)
    /// Looks in a row at which the candidate must be too slow: the mean of its first answers is that of a cold start.
    private static let slowLooks = 4
    /// A step without enough requests ends after so many intervals with what there is.
    private static let patience = 3

    let policy: CanaryPolicy
    private(set) var step = 0
    /// Within this step.
    private(set) var candidate = Count()
    private(set) var stable = Count()
    private var began: Duration
    private var last: [Int: ReleaseTraffic]
    private var slow = 0

    /// - before: what had been answered when the candidate got its first share.
    /// - now: uptime.
    init(_ policy: CanaryPolicy, before: [ReleaseTraffic], now: Duration) {
        self.policy = policy
        last = Dictionary(before.map { ($0.release, $0) }, uniquingKeysWith: { first, _ in first })
        began = now
    }

    /// The share of the current step, in percent.
    var percent: Int { policy.steps.indices.contains(step) ? policy.steps[step] : 100 }

    /// What has been answered until now, by release; to be called every few hundred milliseconds.
    ///
    /// - isRunning: whether the candidate's processes all run, as their platform sees it.
    mutating func observe(
        _ traffic: [ReleaseTraffic], candidate number: Int, stable other: Int, isRunning: Bool, at now: Duration
    ) -> Decision {
        candidate.add(traffic.first { $0.release == number }, since: last[number])
        stable.add(traffic.first { $0.release == other }, since: last[other])
        for sample in traffic { last[sample.release] = sample }
        if let fault = fault(isRunning: isRunning) { return .abort(fault) }
        let passed = now - began
        let interval = policy.interval.duration
        let isProven = candidate.requests >= policy.minimumRequests && stable.requests > 0
        // Who is too slow now is looked at to the end: the looks in a row may take longer than a step.
        let isSuspect = slow > 0
        guard passed >= interval, !isSuspect, isProven || passed >= interval * Self.patience else {
            let within = interval > .zero ? min(1, passed / interval) : 1
            return .hold((Double(step) + within) / Double(max(1, policy.steps.count)))
        }
        step += 1
        guard step < policy.steps.count else { return .promote }
        began = now
        candidate = Count()
        stable = Count()
        slow = 0
        return .advance(percent)
    }

    private mutating func fault(isRunning: Bool) -> CanaryFault? {
        guard isRunning else { return .ended }
        // What the release before fails at as well is not the candidate's.
        let tolerated = min(1, policy.maximumErrorRate + stable.errorRate)
        let allowed = tolerated * Double(max(candidate.requests, policy.minimumRequests))
        if Double(candidate.failures) > allowed {
            return .errors(candidate: candidate, stable: stable)
        }
        guard candidate.requests >= policy.minimumRequests, stable.requests >= policy.minimumRequests,
            let own = candidate.latency, let other = stable.latency,
            own > other * policy.maximumLatency, own - other > Self.latencyNoise
        else {
            slow = 0
            return nil
        }
        slow += 1
        return slow >= Self.slowLooks ? .slow(candidate: own, stable: other) : nil
    }
}

extension CanaryMachine.Count {
    /// Counts begin anew with a restarted proxy: a smaller one is all new.
    fileprivate mutating func add(_ sample: ReleaseTraffic?, since earlier: ReleaseTraffic?) {
        guard let sample else { return }
        let isFresh = sample.requests < (earlier?.requests ?? 0)
        requests += sample.requests - (isFresh ? 0 : earlier?.requests ?? 0)
        failures += max(0, sample.failures - (isFresh ? 0 : earlier?.failures ?? 0))
        latency = sample.latency ?? latency
    }
}

/// Why a canary is not to get the traffic.
enum CanaryFault: Sendable, Hashable {
    case errors(candidate: CanaryMachine.Count, stable: CanaryMachine.Count)
    case slow(candidate: Duration, stable: Duration)
    /// A process of it ended.
    case ended
}
