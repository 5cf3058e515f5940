// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization
package import Workflows

/// For how long runs wait that a free worker could have taken.
///
/// When a run became free to be taken is recorded nowhere, so this remembers since when it has seen it so.
package final class WorkerLag: Sendable {
    /// The engine looks for work at least every ten seconds.
    package static let limit = Duration.seconds(30)

    private let seen = Mutex<[String: Duration]>([:])

    package init() {}

    /// Takes note of what is there now; gives the longest wait. Nothing waits for an engine whose workers are all busy.
    package func note(_ backlog: EngineBacklog, at now: Duration) -> Duration {
        seen.withLock { seen in
            guard backlog.active < backlog.workers else {
                seen = [:]
                return .zero
            }
            let waiting = Set(backlog.unclaimed.map(\.description))
            seen = seen.filter { waiting.contains($0.key) }
            for id in waiting where seen[id] == nil { seen[id] = now }
            return seen.values.map { now - $0 }.max() ?? .zero
        }
    }
}
