// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage

extension DeliveryParts {
    /// Removes the files of releases beyond those that the profile keeps, and of every one that failed.
    ///
    /// Kept: the active and the warm one, and the newest that once served, up to `keep` in all. A file that can't be
    /// removed is logged and tried again by the next deployment.
    func prune(_ project: Project, _ profile: Profile, runID: RunID?) async throws {
        let releases = try await database.read { connection in
            try ReleaseStore().list(project: project.id, profile: profile, on: connection)
        }
        for release in Self.disposable(releases) {
            try Task.checkCancellation()
            do {
                try await platform.remove(reference(to: release, of: project))
                try await database.write { connection in
                    try move(release.id, to: .pruned, runID: runID, on: connection)
                }
            } catch {
                logger.warning(
                    "a release can't be pruned: \(error)", ("project", "\(project.name)"),
                    ("release", "\(release.number)"))
            }
        }
        try await removeUnusedArtifacts(of: project)
    }

    /// Removes the trees that no release needs. Nothing may build for the project meanwhile.
    func removeUnusedArtifacts(of project: Project) async throws {
        for artifact in try await artifacts.list(of: project) {
            let isUsed = try await database.read { try ReleaseStore().isUsed(artifact: artifact, on: $0) }
            if isUsed { continue }
            do {
                try await artifacts.remove(artifact, of: project)
            } catch {
                logger.warning(
                    "an artifact can't be removed: \(error)", ("project", "\(project.name)"), ("artifact", artifact))
            }
        }
    }

    /// Which of a profile's releases need not be kept.
    static func disposable(_ releases: [Release]) -> [Release] {
        let keep = releases.first { $0.status == .active }?.settings.keep ?? releases.first?.settings.keep ?? 5
        let running = releases.count { $0.status == .active || $0.status == .warm }
        let stopped = releases.filter { $0.status == .stopped }.sorted { $0.number > $1.number }
        return stopped.dropFirst(max(0, keep - running)) + releases.filter { $0.status == .failed }
    }
}
