// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Detection
import Model
import Primitives
import Storage

/// What can be said of an uploaded source without writing it anywhere.
struct SourceReading: Sendable {
    /// A manifest is JSON; at its most files it has about this size.
    private static let maximumManifestBytes = 256 << 20

    let manifest: SourceManifest
    private let tree: ManifestFileTree
    private let blobs: BlobStore
    private let configurationText: String?
    private let member: String?

    init(_ input: DeployInput, from blobs: BlobStore) async throws {
        self.init(
            manifest: try await Self.manifest(input.source, from: blobs), configuration: input.configuration,
            member: input.member, blobs: blobs)
    }

    /// The manifest that names a source.
    static func manifest(_ source: String, from blobs: BlobStore) async throws -> SourceManifest {
        try JSONText.decode(
            SourceManifest.self, from: try await blobs.read(source, limit: Self.maximumManifestBytes))
    }

    init(manifest: SourceManifest, configuration: String?, member: String? = nil, blobs: BlobStore) {
        self.manifest = manifest
        self.blobs = blobs
        tree = ManifestFileTree(manifest)
        configurationText = configuration
        self.member = member
    }

    /// Throws `source_incomplete` with the contents that are not stored.
    func checkContents() async throws {
        let missing = try await blobs.missing(of: manifest.digests.sorted())
        guard missing.isEmpty else {
            throw Failure(
                .sourceIncomplete, "\(missing.count) of the source's files were not uploaded",
                hint: "upload them and ask again",
                metadata: missing.prefix(20).map { .init("missing", $0) }, retry: .after(nil))
        }
    }

    /// What dextra.yaml says; an empty configuration when there is none. Throws `invalid_configuration`.
    func configuration() async throws -> ProjectConfiguration {
        if let configurationText { return try ProjectConfiguration.parse(configurationText.utf8) }
        for name in [ProjectConfiguration.fileName, "dextra.yml"] {
            guard case .file(let digest, _, _) = manifest[name]?.content else { continue }
            return try ProjectConfiguration.parse(try await blobs.read(digest, limit: 1 << 20), file: name)
        }
        return ProjectConfiguration()
    }

    /// What the source is, with what dextra.yaml says about it.
    ///
    /// - runsImages: whether a Dockerfile in the source says enough.
    /// Throws the detector's codes unless the configuration alone says how the application is served, and
    /// `start_unknown` when nothing does.
    func blueprint(
        _ configuration: ProjectConfiguration, profile: Profile, runsImages: Bool
    ) async throws -> Blueprint {
        let part = member ?? configuration.root
        let settings = configuration.settings(for: profile)
        let hasDockerfile = runsImages && dockerfile(configuration, settings.image) != nil
        var detected: Blueprint
        do {
            detected = try await tree.answer(from: blobs) { try Detector().detect($0, member: part) }
        } catch let failure as Failure {
            guard settings.describesApplication || hasDockerfile else { throw failure }
            detected = Blueprint()
        }
        let blueprint = configuration.merged(into: detected, profile: profile)
        guard blueprint.start != nil || blueprint.outputDirectory != nil || hasDockerfile else {
            throw Failure(
                .startUnknown, "nothing says how \(blueprint.framework ?? blueprint.language ?? "the app") is started",
                hint: "write 'start: <command>' or 'output_directory: <folder>' into dextra.yaml",
                metadata: blueprint.evidence.map { .init("evidence", "\($0.file): \($0.says)") })
        }
        return blueprint
    }

    /// How the image is made, with the Dockerfile that is taken when the configuration names none.
    ///
    /// Throws `dockerfile_missing` for one that is named and not there.
    func image(_ configuration: ProjectConfiguration, _ settings: ImageSettings?) throws(Failure) -> ImageSettings {
        var image = settings ?? ImageSettings()
        if let file = image.dockerfile, !image.isGenerated, !tree.isFile(file) {
            throw Failure(
                .dockerfileMissing, "there is no file '\(file)' in the source",
                hint: "correct 'dockerfile' in dextra.yaml; .dockerignore and .dextraignore may leave it out",
                metadata: [.init("path", file)])
        }
        image.dockerfile = dockerfile(configuration, settings)
        return image
    }

    /// The project's own Dockerfile, relative to the source's root; nil when the instructions are to be generated.
    private func dockerfile(_ configuration: ProjectConfiguration, _ settings: ImageSettings?) -> String? {
        if settings?.isGenerated == true { return nil }
        if let file = settings?.dockerfile { return file }
        let folders = [member ?? configuration.root ?? "", ""]
        let places = folders.flatMap { folder in
            Self.dockerfileNames.map { folder.isEmpty || folder == "." ? $0 : "\(folder)/\($0)" }
        }
        return places.first(where: tree.isFile)
    }

    private static let dockerfileNames = ["Dockerfile", "Containerfile"]
}
