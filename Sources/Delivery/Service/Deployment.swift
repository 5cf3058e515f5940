// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A deployment somebody asks for.
package struct Deployment: Sendable {
    package var project: ProjectName
    package var profile: Profile
    package var manifest: SourceManifest
    /// The text of dextra.yaml when it is not the one in the source.
    package var configuration: String?
    /// The folder of the part to deploy when it is not the one dextra.yaml names.
    package var member: String?
    /// Cancels unfinished deployments of the project instead of waiting for them.
    package var supersede: Bool
    /// The commit the source was uploaded from.
    package var origin: SourceOrigin?

    package init(
        project: ProjectName, profile: Profile, manifest: SourceManifest, configuration: String? = nil,
        member: String? = nil, supersede: Bool = false, origin: SourceOrigin? = nil
    ) {
        self.project = project
        self.profile = profile
        self.manifest = manifest
        self.configuration = configuration
        self.member = member
        self.supersede = supersede
        self.origin = origin
    }
}
