// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Storage

/// Removes log text of runs, a batch at a time. What is kept is for the caller to say.
package struct Retention: Sendable {
    private let database: any Database
    private let logs = LogChunkStore()

    /// Chunks removed in one transaction, at most 16 MB: no writer waits for long.
    private static let batch = 256

    package init(database: any Database) { self.database = database }

    /// The logs of finished runs that the limits leave no place for: of one project, or all. Runs that are leaving count as
    /// gone.
    package func surplusLogs(
        _ limits: LogLimits, project: ProjectID? = nil, without leaving: Set<RunID> = []
    ) async throws -> [SurplusLog] {
        try await database.read { [logs] in try logs.surplus(limits, project: project, without: leaving, on: $0) }
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
