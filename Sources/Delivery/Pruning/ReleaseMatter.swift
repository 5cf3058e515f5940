// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage

/// Releases beyond those that a profile keeps, and every one that failed.
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
            for profile in Profile.allCases {
                let all = releases.filter { $0.profile == profile }
                let disposable = Self.disposable(all, keep: scope.settings.releasesKeep)
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
        let found = try await parts.database.write { [parts] connection -> (Release, Project)? in
            guard let release = try ReleaseStore().find(id, on: connection),
                let project = try ProjectStore().find(release.projectID, on: connection), parts.isHere(project),
                try !scope.isBusy(project.id, on: connection)
            else { return nil }
            if release.status != .pruned {
                let all = try ReleaseStore().list(
                    project: project.id, profile: release.profile, limit: .max, on: connection)
                guard Self.disposable(all, keep: scope.settings.releasesKeep).contains(where: { $0.0.id == id }) else {
                    return nil
                }
                try parts.move(id, to: .pruned, runID: scope.runID, on: connection)
            }
            return (release, project)
        }
        guard let (release, project) = found else { return false }
        try await parts.platform(of: release).remove(parts.reference(to: release, of: project))
        return true
    }

    /// Which of a profile's releases need not be kept, and why.
    static func disposable(_ releases: [Release], keep fallback: Int) -> [(Release, String)] {
        let newest = releases.max { $0.number < $1.number }
        let keep = (releases.first { $0.status == .active } ?? newest)?.settings.keep ?? fallback
        let running = releases.count { $0.status == .active || $0.status == .warm }
        let stopped = releases.filter { $0.status == .stopped }.sorted { $0.number > $1.number }
        return stopped.dropFirst(max(0, keep - running)).map { ($0, "beyond the \(keep) that are kept") }
            + releases.filter { $0.status == .failed }.map { ($0, "failed") }
    }
}
