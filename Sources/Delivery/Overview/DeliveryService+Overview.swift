// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage

/// How delivery goes, before it is told to anybody.
package struct DeliverySummary: Sendable {
    package struct Day: Sendable {
        package var date: String
        package var succeeded: Int
        package var failed: Int
    }

    package var days: [Day]
    package var successRate: Double?
    /// Seconds, like the other.
    package var leadTime: Double?
    package var changeFailureRate: Double?
    package var timeToRestore: Double?
    /// Newest first.
    package var unresolved: [RunID]
}

extension DeliveryService {
    /// How the deliveries of some projects went over the last days, today included.
    ///
    /// - projects: nil for all, and for runs that are of none.
    package func summary(of projects: Set<ProjectID>?, days: Int) async throws -> DeliverySummary {
        let now = parts.time.now()
        let today = now.millisecondsSinceEpoch / 86_400_000
        let first = Timestamp(millisecondsSinceEpoch: (today - Int64(days) + 1) * 86_400_000)
        let (outcomes, activations) = try await parts.database.read { connection in
            (
                try RunStore().outcomes(since: first, on: connection),
                try ReleaseStore().activations(since: first, on: connection)
            )
        }
        func isSeen(_ project: ProjectID?) -> Bool { projects.map { project.map($0.contains) ?? false } ?? true }
        let record = DeliveryRecord(
            outcomes: outcomes.filter { isSeen($0.projectID) },
            activations: activations.filter { isSeen($0.projectID) })
        return DeliverySummary(
            days: (0..<Int64(days)).map { offset in
                let day = Timestamp(millisecondsSinceEpoch: first.millisecondsSinceEpoch + offset * 86_400_000)
                let date = String(day.description.prefix(10))
                let counts = record.counts(on: date)
                return .init(date: date, succeeded: counts.succeeded, failed: counts.failed)
            }, successRate: record.successRate, leadTime: record.leadTime,
            changeFailureRate: record.changeFailureRate, timeToRestore: record.timeToRestore,
            unresolved: record.unresolved)
    }
}
