// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

/// Workers run for the release that has the traffic, and for no other.
extension DeliveryParts {
    /// Starts the workers of the release that got the traffic and ends those of its predecessor, in this order: for a
    /// moment both work, and nothing is left undone.
    func moveWorkers(to id: ReleaseID, from predecessor: ReleaseID?, _ context: StepContext) async throws {
        let release = try await release(id)
        let project = try await project(release.projectID)
        if !release.settings.workers.isEmpty {
            let runtime = try await runtime(of: release, project: project, lenient: true)
            try await runtime.masked { try await platform(of: release).startWorkers(of: runtime.release) }
            let names = release.settings.workers.map(\.name).joined(separator: ", ")
            try await context.log("v\(release.number) works: \(names)")
        }
        guard let predecessor, predecessor != id else { return }
        try await stopWorkers(of: try await self.release(predecessor), project)
    }

    func stopWorkers(of release: Release, _ project: Project) async throws {
        guard !release.settings.workers.isEmpty else { return }
        try await platform(of: release).stopWorkers(
            of: reference(to: release, of: project), grace: release.settings.stopGrace.duration)
    }

    /// Undoes ``moveWorkers(to:from:_:)``.
    func giveBackWorkers(from id: ReleaseID, to predecessor: ReleaseID?, _ context: StepContext) async throws {
        if let predecessor {
            try await moveWorkers(to: try await wayBack(to: predecessor).id, from: id, context)
        } else {
            let release = try await release(id)
            try await stopWorkers(of: release, try await project(release.projectID))
        }
    }
}
