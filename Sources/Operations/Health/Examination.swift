// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization
import Wire

/// Carries out checks side by side, each within its time.
final class Examination: Sendable {
    private struct State {
        /// Checks that were given up on and still work, with the time they began.
        var hanging: [String: Duration] = [:]
        /// What was last said of a check in the log.
        var complaints: [String: String] = [:]
    }

    private let checks: [HealthCheck]
    private let time: TimeSource
    private let logger: Logger
    private let state = Mutex(State())

    init(_ checks: [HealthCheck], _ time: TimeSource, _ logger: Logger) {
        self.checks = checks
        self.time = time
        self.logger = logger
    }

    /// In the order of the checks.
    func carryOut() async -> [Readiness.Check] {
        await withTaskGroup(of: (Int, Readiness.Check).self) { group in
            for (index, check) in checks.enumerated() {
                group.addTask { (index, await self.look(check)) }
            }
            var found: [(Int, Readiness.Check)] = []
            for await result in group { found.append(result) }
            return found.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func look(_ check: HealthCheck) async -> Readiness.Check {
        let began = time.uptime()
        // One that still hangs is not begun again: a flood of questions must not become a flood of tasks.
        let isFree = state.withLock { state in
            guard state.hanging[check.name] == nil else { return false }
            state.hanging[check.name] = began
            return true
        }
        var outcome: HealthCheck.Outcome?
        if isFree {
            outcome = await Deadline.run(within: check.timeout, time: time) { [self] in
                let outcome = await attempt(check)
                state.withLock { _ = $0.hanging.removeValue(forKey: check.name) }
                return outcome
            }
        }
        return report(outcome ?? .failed("no answer in time"), of: check, took: time.uptime() - began)
    }

    private func attempt(_ check: HealthCheck) async -> HealthCheck.Outcome {
        do {
            return try await check.look()
        } catch {
            let failure = Failure.wrapping(error)
            complain("the check '\(check.name)' failed: \(failure)", of: check)
            // The words of a failure may name paths and addresses; its code does not.
            return .failed("\(failure.code)")
        }
    }

    private func report(
        _ outcome: HealthCheck.Outcome, of check: HealthCheck, took: Duration
    ) -> Readiness.Check {
        var result = Readiness.Check(
            name: check.name, status: .ok, durationMilliseconds: Int64(took.wholeMilliseconds))
        switch outcome {
        case .ok(let detail):
            result.detail = detail
            state.withLock { _ = $0.complaints.removeValue(forKey: check.name) }
        case .warning(let detail): (result.status, result.detail) = (.warning, detail)
        case .failed(let detail):
            (result.status, result.detail) = (check.isRequired ? .failed : .warning, detail)
            complain("the check '\(check.name)' failed: \(detail)", of: check)
        }
        return result
    }

    /// Said once for each bad time, with the first words there are.
    private func complain(_ words: String, of check: HealthCheck) {
        let isNew = state.withLock { state in
            guard state.complaints[check.name] == nil else { return false }
            state.complaints[check.name] = words
            return true
        }
        if isNew { logger.warning(words) }
    }
}
