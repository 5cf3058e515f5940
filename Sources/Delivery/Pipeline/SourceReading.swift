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
    /// Throws the detector's codes unless the configuration alone says how the application is served, and
    /// `start_unknown` when nothing does.
    func blueprint(_ configuration: ProjectConfiguration, profile: Profile) async throws -> Blueprint {
        let part = member ?? configuration.root
        var detected: Blueprint
        do {
            detected = try await tree.answer(from: blobs) { try Detector().detect($0, member: part) }
        } catch let failure as Failure {
            guard configuration.settings(for: profile).describesApplication else { throw failure }
            detected = Blueprint()
        }
        let blueprint = configuration.merged(into: detected, profile: profile)
        guard blueprint.start != nil || blueprint.outputDirectory != nil else {
            throw Failure(
                .startUnknown, "nothing says how \(blueprint.framework ?? blueprint.language ?? "the app") is started",
                hint: "write 'start: <command>' or 'output_directory: <folder>' into dextra.yaml",
                metadata: blueprint.evidence.map { .init("evidence", "\($0.file): \($0.says)") })
        }
        return blueprint
    }
}
