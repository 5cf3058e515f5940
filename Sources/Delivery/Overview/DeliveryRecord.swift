// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// The history that the figures of delivery are made of.
struct DeliveryRecord: Sendable {
    /// Those that ended by themselves: one that a person cancelled says nothing of how well they go.
    private let deployments: [RunOutcome]
    private let activations: [Activation]

    init(deployments: [RunOutcome], activations: [Activation]) {
        self.deployments = deployments.filter { $0.state != .cancelled }
        self.activations = activations
    }

    var successRate: Double? {
        deployments.isEmpty
            ? nil : Double(deployments.count { $0.state == .succeeded }) / Double(deployments.count)
    }

    var leadTime: Double? {
        Self.median(
            deployments.filter { $0.state == .succeeded }.map { ($0.finishedAt - $0.createdAt) / .seconds(1) })
    }

    var changeFailureRate: Double? {
        activations.isEmpty
            ? nil : Double(activations.count { $0.ended == .rolledBack }) / Double(activations.count)
    }

    var timeToRestore: Double? {
        Self.median(
            activations.filter { $0.ended == .rolledBack }.compactMap { release in
                release.endedAt.map { ($0 - release.activatedAt) / .seconds(1) }
            })
    }

    /// Deployments by the day of their end, counted from the epoch.
    var counts: [Int64: (succeeded: Int, failed: Int)] {
        var counts: [Int64: (succeeded: Int, failed: Int)] = [:]
        for run in deployments {
            let day = run.finishedAt.day
            if run.state == .succeeded {
                counts[day, default: (0, 0)].succeeded += 1
            } else {
                counts[day, default: (0, 0)].failed += 1
            }
        }
        return counts
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension Timestamp {
    private static let millisecondsOfDay: Int64 = 86_400_000

    /// Days since the epoch, in UTC.
    var day: Int64 { millisecondsSinceEpoch / Self.millisecondsOfDay }

    init(day: Int64) { self.init(millisecondsSinceEpoch: day * Self.millisecondsOfDay) }
}
