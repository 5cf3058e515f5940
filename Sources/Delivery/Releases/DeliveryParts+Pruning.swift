// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

extension DeliveryParts {
    /// Removes what a project no longer needs of its releases and artifacts, in a run of the project's own. What can't be
    /// removed is logged and tried again by the next deployment and the housekeeper.
    func prune(_ project: Project, runID: RunID) async throws {
        let plan = PrunePlan(ofProjectsIn: self)
        var scope = try await PruneScope.read(project.name, runID: runID, self)
        scope.holdsProject = true
        for kind in plan.kinds { _ = try await plan.carryOut(kind, scope) }
    }
}
