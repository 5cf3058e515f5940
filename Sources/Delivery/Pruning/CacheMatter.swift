// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage

/// Build caches of projects for which nothing has run for long.
struct CacheMatter: PruneMatter {
    let kind = PruneKind.cache
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        for project in try await scope.projects(parts) {
            guard let size = await parts.artifacts.cacheSize(of: project) else { continue }
            if try await isNeeded(project, scope) {
                report.keep(kind, why: "the project had a run lately")
            } else {
                report.items.append(
                    PruneItem(
                        kind, project.name.text, project: project.name.text, size: size,
                        why: "the project had no run for \(scope.settings.value(of: .cacheKeepDays).integer ?? 0) days")
                )
            }
        }
    }

    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let project = try await scope.projects(parts).first(where: { $0.name.text == item.name }) else {
            return false
        }
        let look = await parts.artifacts.uses(of: project)
        guard try await !isNeeded(project, scope) else { return false }
        return try await parts.artifacts.removeCache(of: project, unlessUsedSince: look)
    }

    private func isNeeded(_ project: Project, _ scope: PruneScope) async throws -> Bool {
        guard let limit = scope.settings.cachesKept else { return true }
        return try await parts.database.read { connection in
            if try scope.isBusy(project.id, on: connection) { return true }
            let last = try RunStore().list(RunFilter(projectID: project.id, limit: 1), on: connection).first?.createdAt
            return scope.now - (last ?? project.createdAt) < limit
        }
    }
}
