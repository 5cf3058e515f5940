// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Operations
import Primitives
import Storage
import TestKit
import Testing
import Workflows

@Suite struct WorkerLagTests {
    private let runs: [RunID] = (1...3).map { RandomSource.seeded($0).identifier(at: TimeSource.system.now()) }

    private func backlog(_ unclaimed: [RunID], active: Int = 0) -> EngineBacklog {
        EngineBacklog(open: RunBacklog(counts: [:]), unclaimed: unclaimed, active: active, workers: 2)
    }

    @Test func onlyARunThatStaysUnclaimedCounts() {
        let lag = WorkerLag()
        #expect(lag.note(backlog([runs[0]]), at: .seconds(0)) == .zero)
        #expect(lag.note(backlog([runs[0], runs[1]]), at: .seconds(20)) == .seconds(20))
        #expect(lag.note(backlog([runs[1]]), at: .seconds(40)) == .seconds(20))
        #expect(lag.note(backlog([runs[1], runs[2]]), at: .seconds(55)) == .seconds(35))
        #expect(lag.note(backlog([]), at: .seconds(56)) == .zero)
    }

    @Test func busyWorkersAreNoLag() {
        let lag = WorkerLag()
        _ = lag.note(backlog([runs[0]]), at: .seconds(0))
        #expect(lag.note(backlog([runs[0]], active: 2), at: .seconds(100)) == .zero)
        // The wait begins when a worker is free again.
        #expect(lag.note(backlog([runs[0]], active: 1), at: .seconds(101)) == .zero)
        #expect(lag.note(backlog([runs[0]], active: 1), at: .seconds(140)) == .seconds(39))
    }
}
