// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// Makes the images of a platform that runs images: the counterpart of building a folder.
package protocol ImageBuilder: Sendable {
    /// The image that was made under this name; nil when it is not there (any more).
    ///
    /// With a registry it is also looked for, and taken from, there.
    func find(_ image: ImageName) async throws -> BuiltImage?

    /// Builds it, and pushes it when the platform has a registry. What is there already is found again quickly through
    /// the builder's own cache; cancelling the task ends the build and leaves nothing under the name.
    ///
    /// Throws `build_failed` with the last lines, `disk_full`, `engine_unavailable`, `base_image_missing`.
    func build(
        _ plan: ImagePlan, output: @Sendable ([UInt8]) async throws -> Void,
        progress: @Sendable (Double, String) -> Void
    ) async throws -> BuiltImage

    /// All images made for a project, for pruning.
    func images(of project: ProjectName) async throws -> [BuiltImage]

    /// Removes it unless a container uses it; one that isn't there is fine.
    func remove(_ image: ImageName) async throws
}

/// What names an image: the project and the hash of all that goes into its build.
package struct ImageName: Sendable, Hashable, Codable {
    package var project: ProjectName
    /// Hex.
    package var artifact: String

    package init(project: ProjectName, artifact: String) {
        self.project = project
        self.artifact = artifact
    }
}

/// An image that can be run.
package struct BuiltImage: Sendable, Hashable, Codable {
    package var name: ImageName
    /// What containers are made of: a digest where there is a registry, else the image ID.
    package var reference: String
    /// Bytes, all layers.
    package var size: Int64

    package init(name: ImageName, reference: String, size: Int64) {
        self.name = name
        self.reference = reference
        self.size = size
    }
}

/// What one image build is made of.
package struct ImagePlan: Sendable {
    package var name: ImageName
    /// The folder with the source, as it was uploaded.
    package var folder: String
    package var dockerfile: Instructions
    /// For ARG, none of them secret: they can be read in the image's history.
    package var arguments: [String: Redacted<String>]
    /// What must not get into the image, by the variable's name: for instructions that mount it
    /// (`RUN --mount=type=secret,id=NAME`). An ARG of such a name is refused.
    package var secrets: [String: Redacted<String>]
    /// The stage to stop at; the last one when nil.
    package var target: String?
    /// E.g. `linux/arm64`; the engine's own when nil.
    package var platform: String?

    package enum Instructions: Sendable, Hashable {
        /// Relative to the folder.
        case file(String)
        case text(String)
    }

    package init(
        name: ImageName, folder: String, dockerfile: Instructions, arguments: [String: Redacted<String>] = [:],
        secrets: [String: Redacted<String>] = [:], target: String? = nil, platform: String? = nil
    ) {
        self.secrets = secrets
        self.name = name
        self.folder = folder
        self.dockerfile = dockerfile
        self.arguments = arguments
        self.target = target
        self.platform = platform
    }
}
