// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Asks for a deployment: `POST /v1/projects/{name}/deployments`, answered by 202 and the run.
///
/// Every blob the manifest names must have been uploaded before (`POST /v1/sources/missing` says which are not there).
package struct DeployRequest: Sendable, Hashable, Codable {
    package var profile: Profile
    package var manifest: SourceManifest
    /// The text of `dextra.yaml`, when it is not the one in the manifest's root.
    package var configuration: String?
    /// The folder of the part to deploy, relative to the source's root; over the `root` of `dextra.yaml`.
    package var member: String?
    /// Cancels deployments of the same project that have not finished; otherwise this one waits for them.
    package var supersede: Bool
    /// The commit the source is of.
    package var origin: SourceOrigin?

    package init(
        profile: Profile, manifest: SourceManifest, configuration: String? = nil, member: String? = nil,
        supersede: Bool = false, origin: SourceOrigin? = nil
    ) {
        self.profile = profile
        self.manifest = manifest
        self.configuration = configuration
        self.member = member
        self.supersede = supersede
        self.origin = origin
    }

    private enum CodingKeys: String, CodingKey {
        case profile, manifest, configuration, member, supersede, origin
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        profile = try values.decode(Profile.self, forKey: .profile)
        manifest = try values.decode(SourceManifest.self, forKey: .manifest)
        configuration = try values.decodeIfPresent(String.self, forKey: .configuration)
        member = try values.decodeIfPresent(String.self, forKey: .member)
        supersede = try values.decodeIfPresent(Bool.self, forKey: .supersede) ?? false
        origin = try values.decodeIfPresent(SourceOrigin.self, forKey: .origin)
    }
}
