// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
import Synchronization
package import Wire

/// Says whether a server lives and can do its work.
///
/// Anybody may ask, so asking costs nothing: all who ask at the same time get one answer, and it is kept for a while.
package final class HealthService: Sendable {
    /// How long an answer is kept.
    package static let freshness = Duration.seconds(2)

    private let draining = Atomic<Bool>(false)
    private let ready: Coalesced<[Readiness.Check]>
    private let vital: Coalesced<[Readiness.Check]>

    /// - ready: what the server's work needs.
    /// - vital: what no server gets over by itself: one that fails here is to be started again.
    package init(ready: [HealthCheck], vital: [HealthCheck], time: TimeSource, logger: Logger) {
        let (ready, vital) = (Examination(ready, time, logger), Examination(vital, time, logger))
        self.ready = Coalesced(for: Self.freshness, time: time) { await ready.carryOut() }
        self.vital = Coalesced(for: Self.freshness, time: time) { await vital.carryOut() }
    }

    /// From now on the server is not ready: it is about to end.
    package func beginDraining() { draining.store(true, ordering: .relaxed) }

    package func readiness() async -> Readiness {
        guard !draining.load(ordering: .relaxed) else { return Readiness(status: .notReady, checks: []) }
        let checks = await ready.value()
        let isReady = !checks.contains { $0.status == .failed } && !draining.load(ordering: .relaxed)
        return Readiness(status: isReady ? .ready : .notReady, checks: checks)
    }

    package func liveness() async -> Liveness {
        Liveness(status: await vital.value().contains { $0.status == .failed } ? .stuck : .alive)
    }
}
