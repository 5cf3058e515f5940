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
        let today = parts.time.now().day
        let window = (today - Int64(days) + 1)...today
        let first = Timestamp(day: window.lowerBound)
        let (outcomes, activations, unresolved) = try await parts.database.read { connection in
            (
                try RunStore().outcomes(of: DeployPipeline.kind, since: first, on: connection),
                try ReleaseStore().activations(since: first, on: connection),
                try RunStore().unresolved(since: first, on: connection)
            )
        }
        func isSeen(_ project: ProjectID?) -> Bool { projects.map { project.map($0.contains) ?? false } ?? true }
        let record = DeliveryRecord(
            deployments: outcomes.filter { isSeen($0.projectID) },
            activations: activations.filter { isSeen($0.projectID) })
        let counts = record.counts
        return DeliverySummary(
            days: window.map { day in
                let count = counts[day] ?? (0, 0)
                return .init(
                    date: String(Timestamp(day: day).description.prefix(10)), succeeded: count.succeeded,
                    failed: count.failed)
            }, successRate: record.successRate, leadTime: record.leadTime,
            changeFailureRate: record.changeFailureRate, timeToRestore: record.timeToRestore,
            unresolved: unresolved.filter { isSeen($0.projectID) }.map { $0.id })
    }
}
