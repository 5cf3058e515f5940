// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage

/// Container images that no release needs. A kept release's image stays, and so does one that a container uses.
struct ImageMatter: PruneMatter {
    let kind = PruneKind.image
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        for project in try await scope.projects(parts) where try await parts.hasImages(project.id) {
            let isBusy = try await parts.database.read { try scope.isBusy(project.id, on: $0) }
            let leaving = report.leavingReleases
            for image in try await images(of: project) {
                let artifact = image.name.artifact
                let users = try await parts.database.read { try ReleaseStore().users(of: artifact, on: $0) }
                if !leaving.isSuperset(of: users) {
                    report.keep(kind, why: "a kept release is made of it")
                } else if isBusy {
                    report.keep(kind, why: "a run of the project is not over")
                } else {
                    report.items.append(
                        PruneItem(
                            kind, artifact, project: project.name.text, size: image.size,
                            why: users.isEmpty ? "no release needs it" : "the last release that needs it goes"))
                }
            }
        }
    }

    /// A prune of everything else must not fail because an engine is not there.
    private func images(of project: Project) async throws -> [BuiltImage] {
        do {
            return try await parts.platforms.images().images(of: project.name)
        } catch let failure as Failure {
            parts.logger.warning("images can't be listed: \(failure)", ("project", project.name.text))
            return []
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let project = try await scope.projects(parts).first(where: { $0.name.text == item.project }) else {
            return false
        }
        let isNeeded = try await parts.database.read { connection in
            try scope.isBusy(project.id, on: connection) || ReleaseStore().isUsed(artifact: item.name, on: connection)
        }
        guard !isNeeded else { return false }
        try await parts.platforms.images().remove(ImageName(project: project.name, artifact: item.name))
        return true
    }
}

extension DeliveryParts {
    /// Whether an image was ever made for a project.
    func hasImages(_ project: ProjectID) async throws -> Bool {
        try await database.read { try ReleaseStore().hasImages(project: project, on: $0) }
    }
}
