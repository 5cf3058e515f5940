// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Storage

/// What an engine has before it.
package struct EngineBacklog: Sendable, Hashable {
    /// Of all nodes.
    package var open: RunBacklog
    /// Runs that a worker of this engine could take and none has taken.
    package var unclaimed: [RunID]
    /// Runs that this engine carries out.
    package var active: Int
    /// The most it carries out at the same time.
    package var workers: Int

    package init(open: RunBacklog, unclaimed: [RunID], active: Int, workers: Int) {
        self.open = open
        self.unclaimed = unclaimed
        self.active = active
        self.workers = workers
    }
}

extension WorkflowEngine {
    package func backlog() async throws -> EngineBacklog {
        try await parts.database.read { [parts] connection in
            let claimable = try parts.runs.claimable(
                parts.registry.kinds, node: parts.nodeID, now: parts.time.now(),
                limit: parts.configuration.workers + parts.active.count, on: connection)
            return EngineBacklog(
                open: try parts.runs.backlog(on: connection),
                unclaimed: claimable.filter { !parts.active.contains($0) }, active: parts.active.count,
                workers: parts.configuration.workers)
        }
    }
}
