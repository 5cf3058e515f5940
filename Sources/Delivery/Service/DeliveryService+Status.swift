// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Platforms
import Primitives
import Storage

/// A project as it stands now.
package struct ProjectOverview: Sendable {
    package var project: Project
    /// The profiles that have a release.
    package var profiles: [ProfileOverview]
    package var lastRun: Run?
    /// The node it lives on.
    package var node: Node?
}

/// What serves one profile.
package struct ProfileOverview: Sendable {
    package var profile: Profile
    package var address: PublicAddress?
    package var active: Release?
    package var warm: Release?
    /// Of the active release; nil when nothing was started.
    package var instance: InstanceStatus?
    /// What stands beside it.
    package var backing: [ProcessStatus] = []
}

extension DeliveryService {
    /// Every project, by name.
    package func projects() async throws -> [ProjectOverview] {
        var overviews: [ProjectOverview] = []
        let nodes = try await nodes()
        for project in try await parts.database.read({ try ProjectStore().list(on: $0) }) {
            overviews.append(try await overview(of: project, among: nodes))
        }
        return overviews
    }

    /// One project; throws `project_not_found`.
    package func project(_ name: ProjectName) async throws -> ProjectOverview {
        try await overview(
            of: try await parts.database.read { try ProjectStore().require(named: name, on: $0) },
            among: try await nodes())
    }

    private func overview(of project: Project, among nodes: [Node]) async throws -> ProjectOverview {
        let (releases, deployed, lastRun) = try await parts.database.read { connection in
            (
                try ReleaseStore().running(project: project.id, on: connection),
                try ReleaseStore().profiles(project: project.id, on: connection),
                try RunStore().list(RunFilter(projectID: project.id, limit: 1), on: connection).first
            )
        }
        var overview = ProjectOverview(project: project, profiles: [], lastRun: lastRun)
        overview.node = nodes.first { $0.id == project.node }
        for profile in Profile.allCases {
            let own = releases.filter { $0.profile == profile }
            if !deployed.contains(profile) { continue }
            let active = own.first { $0.status == .active }
            var instance: InstanceStatus?
            var exposure: ExposureStatus?
            // What runs on another node's machine only that node can say.
            if let shown = active ?? own.first, parts.isHere(project) {
                let platform = try parts.platform(of: shown)
                exposure = try await platform.exposure(of: parts.target(profile, of: project))
                if let active { instance = await status(of: active, project, on: platform) }
            }
            overview.profiles.append(
                ProfileOverview(
                    profile: profile, address: exposure?.address,
                    active: active, warm: own.first { $0.status == .warm }, instance: instance,
                    backing: try await parts.backing(of: project, profile)))
        }
        return overview
    }

    /// A platform that doesn't answer is said so, and doesn't keep the rest from being seen.
    private func status(of release: Release, _ project: Project, on platform: any Platform) async -> InstanceStatus {
        do {
            return try await platform.status(of: parts.reference(to: release, of: project))
        } catch {
            return InstanceStatus(state: .absent, lastExit: "unknown: \(Failure.wrapping(error).message)")
        }
    }
}
