// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

extension DeliveryParts {
    /// How many earlier releases may go on finishing what they serve beside the active one and its predecessor.
    private static let unfinishedLimit = 12

    /// Stops what ran before and serves nothing any more: every warm release but the direct predecessor, and that too
    /// unless it is to stay warm.
    ///
    /// One that still serves something is left to the housekeeper, so that a deploy does not wait for the longest
    /// response of the release before; only when too many have gathered are the oldest waited for.
    func retirePredecessors(of id: ReleaseID, keeping predecessor: ReleaseID?, _ context: StepContext) async throws {
        let active = try await release(id)
        let project = try await project(active.projectID)
        let warm = try await database.read { connection in
            try ReleaseStore().list(project: project.id, profile: active.profile, on: connection)
                .filter { $0.status == .warm }
                .sorted { ($0.activatedAt ?? $0.createdAt) < ($1.activatedAt ?? $1.createdAt) }
        }
        let unneeded = try warm.filter { release in
            let staysWarm = try platform(of: release).capabilities.contains(.keepsPredecessorWarm)
            return release.id != predecessor || !staysWarm || release.settings.warm.duration == .zero
        }
        for (index, release) in unneeded.enumerated() {
            let mayWait = unneeded.count - index > Self.unfinishedLimit
            if mayWait { context.progress(0.1, "waiting for what v\(release.number) still serves") }
            let limit = mayWait ? release.settings.drain.duration : .zero
            let outcome = try await platform(of: release).drain(reference(to: release, of: project), within: limit)
            if outcome.remaining == 0 || mayWait {
                try await stop(release, of: project, runID: context.runID)
            } else {
                try await context.log("v\(release.number) still serves \(outcome.remaining) connections; it ends later")
            }
        }
    }

    /// Undoes the start of a release. One that has the traffic, as its switch could not be undone, goes on.
    func stopUnlessActive(_ release: Release, runID: RunID) async throws {
        guard release.status != .active else { return }
        try await stop(release, of: try await project(release.projectID), runID: runID)
    }

    /// Stops a release, whatever it still serves.
    func stop(_ release: Release, of project: Project, runID: RunID?) async throws {
        try await platform(of: release).stop(
            reference(to: release, of: project), grace: release.settings.stopGrace.duration)
        try await database.write { connection in
            guard try ReleaseStore().require(release.id, on: connection).status == .warm else { return }
            try move(release.id, to: .stopped, runID: runID, on: connection)
        }
    }
}

extension Release {
    /// When it is to be stopped for good, if it is warm: the direct predecessor after its time of being warm, but not
    /// before it could finish what it serves; an earlier one after that alone. nil when nothing took its place.
    ///
    /// - successors: what got the traffic of its project and profile after it.
    func retirementTime(before successors: [Release]) -> Timestamp? {
        guard status == .warm, let successor = successors.compactMap(\.activatedAt).min() else { return nil }
        let isPredecessor = !successors.contains { $0.status == .warm }
        let drain = settings.drain.duration
        return successor + (isPredecessor ? max(settings.warm.duration, drain) : drain)
    }
}
