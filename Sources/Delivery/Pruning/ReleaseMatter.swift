// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage

/// Releases beyond those that a profile keeps, what a project has no room for, and every one that failed.
///
/// Kept: the active and the warm ones, and the newest that once served, up to `keep` in all.
struct ReleaseMatter: PruneMatter {
    let kind = PruneKind.release
    private static let leftoversLookedFor = 20
    private let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    func look(_ scope: PruneScope, _ report: inout PruneReport) async throws {
        for project in try await scope.projects(parts) {
            let (isBusy, releases) = try await parts.database.read { connection in
                (
                    try scope.isBusy(project.id, on: connection),
                    try ReleaseStore().list(project: project.id, limit: .max, on: connection)
                )
            }
            let large = await beyondBudget(releases, of: project, scope)
            for profile in Profile.allCases {
                let all = releases.filter { $0.profile == profile }
                var disposable = ReleaseRetention(scope).disposable(all)
                let named = Set(disposable.map(\.release.id))
                disposable += all.filter { large.contains($0.id) && !named.contains($0.id) }.map {
                    ($0, "the project's built files are beyond \(scope.settings.text(of: .releasesKeepSize))")
                }
                report.keep(kind, all.count { [.active, .warm, .candidate].contains($0.status) }, why: "in use")
                let stopped = all.count { $0.status == .stopped || $0.status == .failed }
                report.keep(kind, stopped - disposable.count, why: "kept to go back to")
                if isBusy {
                    report.keep(kind, disposable.count, why: "a run of the project is not over")
                } else {
                    report.items += disposable.map { release, why in item(release, of: project, why) }
                    report.items += await leftovers(all, of: project)
                }
            }
        }
    }

    /// What stays by number and age is held against the project's room.
    private func beyondBudget(_ releases: [Release], of project: Project, _ scope: PruneScope) async -> Set<ReleaseID> {
        let gone = disposable(releases, scope)
        return await ReleaseBudget(bytes: scope.settings.releasesBudget).surplus(
            releases.filter { !gone.contains($0.id) }
        ) { await parts.artifacts.size(of: $0, of: project) }
    }

    /// Those of all profiles that need not be kept whatever room they take.
    private func disposable(_ releases: [Release], _ scope: PruneScope) -> Set<ReleaseID> {
        let retention = ReleaseRetention(scope)
        return Set(
            Profile.allCases.flatMap { profile in
                retention.disposable(releases.filter { $0.profile == profile }).map(\.release.id)
            })
    }

    /// What is marked as gone and, after a crash, is not: among the latest, for the next round sees to it. A platform that
    /// can't be asked now is asked then.
    private func leftovers(_ releases: [Release], of project: Project) async -> [PruneItem] {
        var items: [PruneItem] = []
        let pruned = releases.filter { $0.status == .pruned }.sorted { $0.number > $1.number }
        for release in pruned.prefix(Self.leftoversLookedFor) {
            do {
                let status = try await parts.platform(of: release).status(of: parts.reference(to: release, of: project))
                if status.state != .absent { items.append(item(release, of: project, "left over")) }
            } catch {
                parts.logger.warning("what is left of v\(release.number) can't be looked for: \(error)")
            }
        }
        return items
    }

    private func item(_ release: Release, of project: Project, _ why: String) -> PruneItem {
        PruneItem(
            kind, "\(release.id)", project: project.name.text, why: "v\(release.number) \(release.profile): \(why)")
    }

    /// From here on there is no going back to it: marked first, in one transaction with the look at who may want it.
    func remove(_ item: PruneItem, _ scope: PruneScope) async throws -> Bool {
        guard let id = ReleaseID(item.name) else { return false }
        let isTooLarge = try await isBeyondBudget(id, scope)
        let found = try await parts.database.write { [parts] connection -> (Release, Project)? in
            guard let release = try ReleaseStore().find(id, on: connection),
                let project = try ProjectStore().find(release.projectID, on: connection), parts.isHere(project),
                try !scope.isBusy(project.id, on: connection)
            else { return nil }
            if release.status != .pruned {
                let all = try ReleaseStore().list(
                    project: project.id, profile: release.profile, limit: .max, on: connection)
                let isDisposable = ReleaseRetention(scope).disposable(all).contains { $0.release.id == id }
                guard isDisposable || isTooLarge && release.status == .stopped else { return nil }
                try parts.move(id, to: .pruned, runID: scope.runID, on: connection)
            }
            return (release, project)
        }
        guard let (release, project) = found else { return false }
        try await parts.platform(of: release).remove(parts.reference(to: release, of: project))
        return true
    }

    /// Sizes are on disk, so they are looked at before the transaction and not in it.
    private func isBeyondBudget(_ id: ReleaseID, _ scope: PruneScope) async throws -> Bool {
        guard scope.settings.releasesBudget != nil else { return false }
        let found = try await parts.database.read { connection -> (Project, [Release])? in
            guard let release = try ReleaseStore().find(id, on: connection),
                let project = try ProjectStore().find(release.projectID, on: connection)
            else { return nil }
            return (project, try ReleaseStore().list(project: project.id, limit: .max, on: connection))
        }
        // What goes anyhow needs no look at the disk.
        guard let (project, releases) = found, !disposable(releases, scope).contains(id) else { return false }
        return await beyondBudget(releases, of: project, scope).contains(id)
    }
}
