// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
import Storage
package import Workflows

/// What people ask of pruning: a preview, and the run that does it.
package struct PruneService: Sendable {
    private let parts: DeliveryParts
    private let plan: PrunePlan
    private let engine: WorkflowEngine

    package init(_ parts: DeliveryParts, plan: PrunePlan, engine: WorkflowEngine) {
        self.parts = parts
        self.plan = plan
        self.engine = engine
    }

    /// What would go now; changes nothing. Throws `project_not_found`, `project_on_other_node`.
    package func preview(of project: ProjectName?) async throws -> PruneReport {
        try await check(project)
        return try await plan.report(project: project)
    }

    /// Starts removing what this node has too much of. Throws `project_not_found`, `project_on_other_node`.
    package func start(_ project: ProjectName?, _ request: RunRequest = RunRequest()) async throws -> Run {
        try await check(project)
        return try await engine.submit(
            kind: PruneRun.kind, subject: PruneRun.subject, projectID: nil,
            input: try JSONDocument(encoding: PruneInput(project: project)), node: parts.node.description,
            request: request
        )
    }

    private func check(_ name: ProjectName?) async throws {
        guard let name else { return }
        let project = try await parts.database.read { try ProjectStore().require(named: name, on: $0) }
        try await parts.requireHere(project)
    }
}
