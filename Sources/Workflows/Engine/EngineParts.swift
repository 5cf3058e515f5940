// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// What the engine and its executions share.
struct EngineParts: Sendable {
    let database: any Database
    let runs: RunStore
    let logs = LogChunkStore()
    let events: EventLog
    let journal: Journal
    let registry: RunRegistry
    let time: TimeSource
    let random: RandomSource
    let nodeID: String
    let configuration: EngineConfiguration
    let logger: Logger
    let observer: RunObserver?
    let active = ActiveRuns()
    /// Raised when there may be something for a worker to do.
    let wake = WakeSignal()

    /// Stores what a machine's move has changed and appends the events that tell of it; a run that is over or waits is
    /// given back in the same transaction.
    func store(
        _ machine: inout RunMachine, replacing old: RunJournal, _ action: RunAction?, under lease: RunLease?,
        on connection: any WriteConnection
    ) throws {
        try runs.save(machine.journal, replacing: old, under: lease, on: connection)
        if let observer {
            let (before, after) = (old.run, machine.run)
            connection.afterCommit { observer(before, after) }
        }
        for notice in machine.takeNotices() {
            try events.append(
                notice.type, subject: machine.run.subject, runID: machine.run.id, data: notice.data, on: connection)
        }
        if let lease, action == .wait || action == .finish { try runs.release(lease, on: connection) }
    }
}
