// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Platforms
import Primitives

extension Ingress {
    /// Brings releases and then their traffic back. Programs come first: they serve again as soon as the proxy does, and run
    /// even where it can't.
    ///
    /// - processes: adopts or starts what a release should have.
    /// - find: the instance that is to get the traffic of an active release; nil when none runs.
    package func recover(
        _ expected: [ExpectedRelease], processes: (ExpectedRelease) async throws -> RecoveryReport.Outcome,
        find: (PlatformRelease) async throws -> PlatformInstance?
    ) async -> [RecoveryReport] {
        var reports: [RecoveryReport] = []
        for expectation in expected {
            var report = RecoveryReport(reference: expectation.release.reference, outcome: .gone)
            do {
                report.outcome = try await processes(expectation)
            } catch {
                report.outcome = .failed(.wrapping(error))
            }
            reports.append(report)
        }
        do {
            try await keepRunning()
        } catch {
            let failure = Failure.wrapping(error)
            return reports.map { RecoveryReport(reference: $0.reference, outcome: .failed(failure)) }
        }
        for (index, expectation) in expected.enumerated() {
            do {
                try await recoverTraffic(of: expectation, to: try await find(expectation.release))
            } catch {
                reports[index].outcome = .failed(.wrapping(error))
            }
        }
        return reports
    }

    /// The route, and behind it the active release at the ports it has now.
    private func recoverTraffic(of expectation: ExpectedRelease, to instance: PlatformInstance?) async throws {
        let reference = expectation.release.reference
        guard expectation.role == .active else {
            if instance == nil { try await retire(reference) }
            return
        }
        _ = try await provision(reference.target, exposure: expectation.exposure)
        if let instance { _ = try await switchTraffic(to: instance) }
    }
}
