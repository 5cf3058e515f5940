// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Storage

/// What is kept of the past: runs for ever, their log text and the events for a while.
package struct Retention: Sendable {
    private let database: any Database
    private let events: EventLog
    private let logs = LogChunkStore()

    /// Chunks removed in one transaction, at most 16 MB: no writer waits for long.
    private static let batch = 256

    package init(database: any Database, events: EventLog) {
        self.database = database
        self.events = events
    }

    /// Removes events and log text beyond what the configuration keeps. Cut off, it goes on the next time.
    package func apply(_ configuration: EngineConfiguration) async throws {
        try await events.prune(keeping: configuration.keptEvents)
        try await pruneLogs(keeping: configuration.keptLogs)
    }

    private func pruneLogs(keeping keep: Int) async throws {
        let surplus = try await database.read { [logs] in try logs.surplus(keeping: keep, on: $0) }
        for run in surplus {
            var removed = Self.batch
            while removed == Self.batch {
                try Task.checkCancellation()
                removed = try await database.write { [logs] in
                    try logs.delete(runID: run, limit: Self.batch, on: $0)
                }
            }
        }
    }
}
