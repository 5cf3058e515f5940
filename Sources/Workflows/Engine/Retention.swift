// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Storage

/// Removes log text of runs, a batch at a time. What is kept is for the caller to say.
package struct Retention: Sendable {
    /// A run's log text that may go.
    package struct SurplusLog: Sendable, Hashable {
        package var id: RunID
        /// Bytes of text.
        package var size: Int64
    }

    private let database: any Database
    private let logs = LogChunkStore()

    /// Chunks removed in one transaction, at most 16 MB: no writer waits for long.
    private static let batch = 256

    package init(database: any Database) { self.database = database }

    /// The logs of finished runs that are not among the newest of their project: of one project, or all.
    package func surplusLogs(keeping keep: Int, project: ProjectID? = nil) async throws -> [SurplusLog] {
        try await database.read { [logs] connection in
            try logs.surplus(keeping: keep, project: project, on: connection).map {
                SurplusLog(id: $0, size: try logs.end(of: $0, on: connection))
            }
        }
    }

    /// Removes a run's log text; returns how many pieces went. Cut off, it goes on the next time.
    package func removeLog(of run: RunID) async throws -> Int {
        var total = 0
        var removed = Self.batch
        while removed == Self.batch {
            try Task.checkCancellation()
            removed = try await database.write { [logs] in try logs.delete(runID: run, limit: Self.batch, on: $0) }
            total += removed
        }
        return total
    }
}
