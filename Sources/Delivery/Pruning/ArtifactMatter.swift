// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Built trees that no release needs.
struct ArtifactMatter: PruneMatter {
    let kind = PruneKind.artifact
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        for project in try await scope.projects(parts) {
            let isBusy = try await parts.database.read { try scope.isBusy(project.id, on: $0) }
            let leaving = report.leavingReleases
            for artifact in try await parts.artifacts.list(of: project) {
                let users = try await parts.database.read { try ReleaseStore().users(of: artifact, on: $0) }
                if !leaving.isSuperset(of: users) {
                    report.keep(kind, why: "a kept release is made of it")
                } else if isBusy {
                    report.keep(kind, why: "a run of the project is not over")
                } else {
                    report.items.append(
                        PruneItem(
                            kind, artifact, project: project.name.text,
                            size: await parts.artifacts.size(of: artifact, of: project),
                            why: users.isEmpty ? "no release needs it" : "the last release that needs it goes"))
                }
            }
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let project = try await scope.projects(parts).first(where: { $0.name.text == item.project }) else {
            return false
        }
        // A run begun after the look either is seen here, or touches the project's files and makes that void.
        let look = await parts.artifacts.uses(of: project)
        let isNeeded = try await parts.database.read { connection in
            try scope.isBusy(project.id, on: connection) || ReleaseStore().isUsed(artifact: item.name, on: connection)
        }
        guard !isNeeded else { return false }
        return try await parts.artifacts.remove(item.name, of: project, unlessUsedSince: look)
    }
}
