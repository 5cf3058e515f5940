// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a deploy run is given; journaled, so it names the source instead of holding it.
package struct DeployInput: Sendable, Hashable, Codable {
    package var project: ProjectID
    package var profile: Profile
    /// Digest of the blob with the source's manifest.
    package var source: String
    /// The text of dextra.yaml when it is not the one in the source.
    package var configuration: String?
    /// The folder of the part to deploy when it is not the one dextra.yaml names.
    package var member: String?
    /// The commit the source was uploaded from.
    package var origin: SourceOrigin?
}

/// What the step `package` has recorded.
struct PackagedRelease: Sendable, Hashable, Codable {
    var id: ReleaseID
    var number: Int
    /// The release that had the traffic when this one was made.
    var predecessor: ReleaseID?
    /// Whether there are backing services to see to, and workers to move; nil in a run of an earlier version.
    var services: Bool?
    var workers: Bool?
}

/// What the step `configure` has found.
struct ConfiguredRelease: Sendable, Hashable, Codable {
    var environment: [EnvironmentVariable]
    var settings: ReleaseSettings
}
