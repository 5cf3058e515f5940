// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hosting
package import Platforms
import Primitives
import Processes

extension LocalProcessPlatform {
    package func recover(_ expected: [ExpectedRelease]) async throws -> [RecoveryReport] {
        for expectation in expected { registry.remember(expectation.release) }
        return await ingress.recover(expected, processes: recoverProcesses) { try await find($0.reference) }
    }

    private func recoverProcesses(_ expectation: ExpectedRelease) async throws -> RecoveryReport.Outcome {
        let release = expectation.release
        let found = try await find(release.reference)?.endpoints.count ?? 0
        if expectation.role == .warm { return found == 0 ? .gone : .adopted }
        // One that waits to be started again after a crash is looked after: it is not started anew.
        if found < release.instances { _ = try await start(release) }
        if !release.workers.isEmpty { try await startWorkers(of: release) }
        return found > 0 ? .adopted : .restarted
    }
}
