// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Hosting
package import Platforms
import Primitives

extension DockerPlatform {
    package func recover(_ expected: [ExpectedRelease]) async throws -> [RecoveryReport] {
        for expectation in expected {
            registry.remember(expectation.release)
            // Also when the engine is away now: the watchdog starts them when it is back.
            registry.setWorkers(expectation.release.reference, expectation.role == .active)
        }
        await removeLeftTasks()
        // Programs first: they serve again as soon as the proxy does, and run even where it can't.
        var reports: [RecoveryReport] = []
        for expectation in expected {
            reports.append(
                RecoveryReport(reference: expectation.release.reference, outcome: await recoverProcesses(expectation)))
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

    /// Commands that were run when the server was killed: nobody waits for them any more.
    private func removeLeftTasks() async {
        let labels = [
            DockerNaming.Label.server: naming.server, DockerNaming.Label.kind: ReleaseProcess.Kind.task.rawValue,
        ]
        do {
            let engine = try await link.engine()
            for container in try await engine.containers(labels: labels) {
                try await engine.discard(container.id, time)
            }
        } catch {
            logger.warning("commands left by an earlier server can't be removed", ("failure", "\(error)"))
        }
    }

    private func recoverProcesses(_ expectation: ExpectedRelease) async -> RecoveryReport.Outcome {
        let release = expectation.release
        do {
            if expectation.role == .warm { return try await find(release.reference) == nil ? .gone : .adopted }
            let instance = try await ensure(release, keepsCrashing: true)
            try await startWorkers(of: release)
            return instance.adopted ? .adopted : .restarted
        } catch {
            return .failed(.wrapping(error))
        }
    }

    /// The route, and behind it the active release at the ports it has now.
    private func recoverTraffic(_ expectation: ExpectedRelease) async throws {
        let reference = expectation.release.reference
        guard expectation.role == .active else {
            if try await find(reference) == nil { try await ingress.retire(reference) }
            return
        }
        _ = try await ingress.provision(reference.target, exposure: expectation.exposure)
        // Surplus ones of a change that was interrupted get nothing.
        if let instance = try await find(expectation.release) { _ = try await switchTraffic(to: instance) }
    }
}
