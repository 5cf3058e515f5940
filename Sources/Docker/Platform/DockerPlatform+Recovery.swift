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
        // Surplus processes of a change that was interrupted get nothing.
        return await ingress.recover(expected, processes: recoverProcesses) { try await find($0) }
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

    private func recoverProcesses(_ expectation: ExpectedRelease) async throws -> RecoveryReport.Outcome {
        let release = expectation.release
        if expectation.role == .warm { return try await find(release.reference) == nil ? .gone : .adopted }
        let instance = try await ensure(release, keepsCrashing: true)
        try await startWorkers(of: release)
        return instance.adopted ? .adopted : .restarted
    }
}
