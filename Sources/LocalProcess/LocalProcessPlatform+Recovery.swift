// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform {
    package func recover(_ expected: [ExpectedRelease]) async throws -> [RecoveryReport] {
        for expectation in expected { registry.remember(expectation.release) }
        // Programs first: they serve again as soon as the proxy does, and run even where it can't.
        var reports: [RecoveryReport] = []
        for expectation in expected {
            reports.append(
                RecoveryReport(reference: expectation.release.reference, outcome: await recoverService(expectation)))
        }
        do {
            try await ingress.keepRunning()
        } catch {
            let failure = Failure.wrapping(error)
            return reports.map { RecoveryReport(reference: $0.reference, outcome: .failed(failure)) }
        }
        for (index, expectation) in expected.enumerated() {
            do {
                try await recoverTraffic(expectation)
            } catch {
                reports[index].outcome = .failed(.wrapping(error))
            }
        }
        return reports
    }

    private func recoverService(_ expectation: ExpectedRelease) async -> RecoveryReport.Outcome {
        do {
            let reference = expectation.release.reference
            if expectation.role == .warm { return try await find(reference) == nil ? .gone : .adopted }
            // One that waits to be started again after a crash is looked after: it is not started anew.
            let found = try await find(reference)?.endpoints.count ?? 0
            if found < expectation.release.instances { _ = try await start(expectation.release) }
            if !expectation.release.workers.isEmpty { try await startWorkers(of: expectation.release) }
            return found > 0 ? .adopted : .restarted
        } catch {
            return .failed(.wrapping(error))
        }
    }

    /// The route, and behind it the active release at the port it has now.
    private func recoverTraffic(_ expectation: ExpectedRelease) async throws {
        let reference = expectation.release.reference
        guard expectation.role == .active else {
            if try await find(reference) == nil {
                try await ingress.retire(reference)
            }
            return
        }
        _ = try await provision(reference.target, exposure: expectation.exposure)
        if let instance = try await find(reference) { _ = try await switchTraffic(to: instance) }
    }
}
