// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Platforms
import Primitives
import Storage
package import Workflows

extension DeliveryService {
    /// Processes of one kind that a release can have.
    package static let scaleBounds = 1...32

    /// Starts changing how many processes the release with the traffic has; empty takes back what was asked for before.
    ///
    /// - instances: `web` or a worker's name to a number; a worker may have 0.
    /// Throws `project_not_found`, `nothing_deployed`, `invalid_scale`, `unsupported_release`.
    package func scale(
        _ name: ProjectName, profile: Profile, to instances: [String: Int], _ request: RunRequest = RunRequest()
    ) async throws -> Run {
        let (project, release) = try await parts.database.read { connection in
            let project = try ProjectStore().require(named: name, on: connection)
            return (project, try ReleaseStore().active(project: project.id, profile: profile, on: connection))
        }
        guard let release else { throw DeliveryParts.nothingDeployed(name, profile) }
        try check(instances, of: release)
        return try await engine.submit(
            kind: Scaling.kind, subject: DeliveryParts.subject(of: project.id), projectID: project.id,
            input: try JSONDocument(encoding: ScaleInput(project: project.id, profile: profile, instances: instances)),
            node: project.node?.description, request: request)
    }

    private func check(_ instances: [String: Int], of release: Release) throws(Failure) {
        let platform = try parts.platform(of: release)
        for (process, count) in instances.sorted(by: { $0.key < $1.key }) {
            let isWeb = process == "web"
            guard isWeb || release.settings.workers.contains(where: { $0.name == process }) else {
                let names = ["web"] + release.settings.workers.map(\.name)
                throw Failure(
                    .invalidScale, "v\(release.number) has no process '\(process)'",
                    hint: "it has: \(names.joined(separator: ", "))")
            }
            let bounds = isWeb ? Self.scaleBounds : 0...Self.scaleBounds.upperBound
            guard bounds.contains(count) else {
                throw Failure(
                    .invalidScale, "\(process)=\(count) is out of bounds",
                    hint: "give a number from \(bounds.lowerBound) to \(bounds.upperBound)")
            }
            guard !isWeb || count == 1 || platform.capabilities.contains(.scales) else {
                throw Failure(
                    .unsupportedRelease, "the platform \(platform.id) runs one process of each release",
                    hint: "choose another platform in dextra.yaml")
            }
        }
    }
}

extension DeliveryParts {
    static func nothingDeployed(_ name: ProjectName, _ profile: Profile) -> Failure {
        Failure(
            .nothingDeployed, "\(name) has no release with traffic in the \(profile.rawValue) profile",
            hint: "deploy it with 'dextra deploy'")
    }
}
