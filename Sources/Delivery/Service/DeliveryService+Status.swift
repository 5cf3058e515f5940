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
    /// One project; throws `project_not_found`.
    package func project(_ name: ProjectName) async throws -> ProjectOverview {
        try await overview(of: try await parts.database.read { try ProjectStore().require(named: name, on: $0) })
    }

    package func overview(of project: Project) async throws -> ProjectOverview {
        let records = try await parts.database.read { connection in
            try Self.records(of: project, among: try NodeStore().list(on: connection), on: connection)
        }
        return try await overview(of: project, records)
    }

    /// Several projects, whose records are read at once.
    package func overviews(of projects: [Project]) async throws -> [ProjectOverview] {
        let records = try await parts.database.read { connection in
            let nodes = try NodeStore().list(on: connection)
            return try projects.map { try Self.records(of: $0, among: nodes, on: connection) }
        }
        var overviews: [ProjectOverview] = []
        for (project, records) in zip(projects, records) {
            overviews.append(try await overview(of: project, records))
        }
        return overviews
    }

    /// What the store has of a project.
    private struct Records: Sendable {
        /// Those that run.
        var releases: [Release]
        /// In which it was ever deployed.
        var profiles: Set<Profile>
        var lastRun: Run?
        var node: Node?
    }

    private static func records(
        of project: Project, among nodes: [Node], on connection: any ReadConnection
    ) throws -> Records {
        Records(
            releases: try ReleaseStore().running(project: project.id, on: connection),
            profiles: try ReleaseStore().profiles(project: project.id, on: connection),
            lastRun: try RunStore().list(RunFilter(projectID: project.id, limit: 1), on: connection).first,
            node: nodes.first { $0.id == project.node })
    }

    private func overview(of project: Project, _ records: Records) async throws -> ProjectOverview {
        var overview = ProjectOverview(project: project, profiles: [], lastRun: records.lastRun, node: records.node)
        for profile in Profile.allCases where records.profiles.contains(profile) {
            let own = records.releases.filter { $0.profile == profile }
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
