// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
import Storage
package import Workflows

/// What a prune run is given.
struct PruneInput: Sendable, Hashable, Codable {
    /// One project alone.
    var project: ProjectName?
}

/// The run kind `prune`: removes what is no longer needed, a step for each kind. Each step looks anew, so that it can be
/// taken again, and what came into use since the preview stays.
package struct PruneRun: Sendable {
    package static let kind = "prune"
    static let subject = "server/prune"

    private let parts: DeliveryParts
    private let plan: PrunePlan

    package init(_ parts: DeliveryParts, plan: PrunePlan) {
        self.parts = parts
        self.plan = plan
    }

    package var definition: RunDefinition {
        let kinds = plan.kinds
        return RunDefinition(
            kind: Self.kind, isSupersedable: false,
            steps: kinds.map { kind in
                StepDefinition(
                    name: kind.rawValue, effect: .repeatable, timeout: .seconds(4 * 60 * 60), retry: .standard
                ) { try await prune(kind, $0) }
            },
            conclusion: { outputs in
                let tallies = try kinds.map { try outputs[$0.rawValue]?.decoded(as: PruneTally.self) ?? PruneTally() }
                let total = tallies.reduce(PruneTally(), +)
                guard total.failed == 0 else {
                    return .failed(
                        Failure(
                            .pruneIncomplete, "\(total.failed) of \(total.count + total.failed) could not be removed",
                            hint: "the run's log names each with the reason"))
                }
                return .succeeded(try JSONDocument(encoding: total))
            })
    }

    private func prune(_ kind: PruneKind, _ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: PruneInput.self)
        let scope = try await PruneScope.read(input.project, runID: context.runID, parts)
        let tally = try await plan.carryOut(kind, scope) { item, failure in
            let place = item.project.map { " of \($0)" } ?? ""
            let verdict = failure.map { "can't be removed: \($0.message)" } ?? item.why
            try await context.log("\(kind.rawValue) \(item.name)\(place): \(verdict)")
        }
        return try JSONValue(encoding: tally)
    }
}

extension FailureCode {
    /// Some of what a prune run found could not be removed.
    package static let pruneIncomplete = FailureCode("prune_incomplete", .unavailable)
}
