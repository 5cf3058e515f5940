// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// The history that the figures of delivery are made of.
struct DeliveryRecord: Sendable {
    var outcomes: [RunOutcome]
    var activations: [Activation]

    /// Runs that did not succeed, and after which none of their project and kind did.
    var unresolved: [RunID] {
        var last: [String: RunOutcome] = [:]
        for outcome in outcomes where outcome.state.isTerminal && outcome.state != .cancelled {
            last["\(outcome.kind) \(outcome.projectID.map(\.description) ?? "")"] = outcome
        }
        return last.values.filter { $0.state != .succeeded }.map(\.id).sorted(by: >)
    }

    /// Deployments that ended by themselves: one that a person cancelled says nothing of how well they go.
    private var deployments: [RunOutcome] {
        outcomes.filter { $0.kind == DeployPipeline.kind && $0.state.isTerminal && $0.state != .cancelled }
    }

    var successRate: Double? {
        deployments.isEmpty
            ? nil : Double(deployments.count { $0.state == .succeeded }) / Double(deployments.count)
    }

    var leadTime: Double? {
        Self.median(
            deployments.filter { $0.state == .succeeded }.compactMap { run in
                run.finishedAt.map { ($0 - run.createdAt) / .seconds(1) }
            })
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

    /// Deployments that ended on each of the days, by how.
    func counts(on day: String) -> (succeeded: Int, failed: Int) {
        let ended = deployments.filter { $0.finishedAt.map { String($0.description.prefix(10)) } == day }
        let succeeded = ended.count { $0.state == .succeeded }
        return (succeeded, ended.count - succeeded)
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
