// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One deployable version of a project in one profile: an artifact and the configuration it runs with, together.
package struct Release: Sendable, Hashable, Codable {
    package var id: ReleaseID
    package var projectID: ProjectID
    package var profile: Profile
    /// Counts the releases of a project and profile from 1; people say `v3`.
    package var number: Int
    /// The run that made it.
    package var runID: RunID
    /// SHA-256 of the source manifest, hex.
    package var source: String
    /// Names the built artifact: a hash of all that went into the build. Releases may share one.
    package var artifact: String
    /// What its containers are made of, on a platform that runs images; nil elsewhere.
    package var image: String?
    package var blueprint: Blueprint
    /// The variables it runs with; secrets are references and resolve to their current value.
    package var environment: [EnvironmentVariable]
    package var settings: ReleaseSettings
    package var status: ReleaseStatus
    package var createdAt: Timestamp
    /// When traffic was last switched to it.
    package var activatedAt: Timestamp?
    /// The commit it was uploaded from; nil when its folder was no git work tree.
    package var origin: SourceOrigin?
    /// The secrets it was made with, each as a keyed digest: equal digests mean equal secrets, and say nothing else.
    /// nil for a release of an earlier version.
    package var secretMarks: [String: String]?
    /// Why it last stopped getting the traffic.
    package var ended: ReleaseEnd?
    package var endedAt: Timestamp?

    package init(
        id: ReleaseID, projectID: ProjectID, profile: Profile, number: Int, runID: RunID, source: String,
        artifact: String, blueprint: Blueprint, environment: [EnvironmentVariable],
        settings: ReleaseSettings = ReleaseSettings(), status: ReleaseStatus, createdAt: Timestamp,
        activatedAt: Timestamp? = nil, origin: SourceOrigin? = nil, secretMarks: [String: String]? = nil,
        image: String? = nil
    ) {
        self.image = image
        self.id = id
        self.projectID = projectID
        self.profile = profile
        self.number = number
        self.runID = runID
        self.source = source
        self.artifact = artifact
        self.blueprint = blueprint
        self.environment = environment
        self.settings = settings
        self.status = status
        self.createdAt = createdAt
        self.activatedAt = activatedAt
        self.origin = origin
        self.secretMarks = secretMarks
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case projectID = "project_id"
        case profile, number
        case runID = "run_id"
        case source, artifact, image, blueprint, environment, settings, status
        case createdAt = "created_at"
        case activatedAt = "activated_at"
        case origin
        case secretMarks = "secret_marks"
        case ended
        case endedAt = "ended_at"
    }
}

/// Why a release stopped getting the traffic.
package enum ReleaseEnd: String, Sendable, Hashable, Codable, CaseIterable {
    /// A later release took its place.
    case superseded
    /// An earlier release got the traffic back.
    case rolledBack = "rolled_back"
}

/// Where a release stands.
package enum ReleaseStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Recorded, not yet proven healthy.
    case candidate
    /// Gets the traffic.
    case active
    /// The predecessor: running without traffic, so that going back is a switch.
    case warm
    /// Kept on disk, not running.
    case stopped
    /// Refused by its health gate or release command.
    case failed
    /// Its files are gone.
    case pruned
}

/// One variable of an environment: a plain value, or a reference to a sealed secret.
package struct EnvironmentVariable: Sendable, Hashable {
    package var name: String
    package var value: Value

    package enum Value: Sendable, Hashable {
        case plain(String)
        /// The name of the sealed record.
        case secret(String)
    }

    package init(name: String, value: Value) {
        self.name = name
        self.value = value
    }
}

/// `{"name": …, "value": …}` or `{"name": …, "secret": <the sealed record's name>}`.
extension EnvironmentVariable: Codable {
    private enum CodingKeys: String, CodingKey { case name, value, secret }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        if let record = try values.decodeIfPresent(String.self, forKey: .secret) {
            value = .secret(record)
        } else {
            value = .plain(try values.decode(String.self, forKey: .value))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        switch value {
        case .plain(let text): try values.encode(text, forKey: .value)
        case .secret(let record): try values.encode(record, forKey: .secret)
        }
    }
}
