// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Dockerfiles
import Model
import Platforms
import Primitives
import Storage
import Workflows

extension DeliveryParts {
    /// Makes the order's image, unless it is there: from the project's own Dockerfile, else from a generated one.
    func buildImage(_ order: BuildOrder, _ context: StepContext) async throws -> BuiltArtifact {
        let images = try platforms.images()
        let manifest = try await SourceReading.manifest(order.source, from: blobs)
        let instructions = try await instructions(order, manifest, context)
        let key =
            order.artifact
            ?? ArtifactKey(
                source: order.source, image: order.settings.image ?? ImageSettings(), dockerfile: instructions.text,
                environment: order.environment.values
            ).text
        let name = ImageName(project: order.project.name, artifact: key)
        if let found = try await images.find(name) {
            return BuiltArtifact(artifact: key, reused: true, image: found.reference)
        }
        let settings = order.settings.image ?? ImageSettings()
        return try await withFolder(of: manifest, for: order.project, name: key, context) { folder in
            let plan = ImagePlan(
                name: name, folder: folder, dockerfile: instructions,
                arguments: order.environment.plain.merging(settings.arguments.mapValues { Redacted($0) }) { $1 },
                secrets: order.environment.secretValues,
                target: settings.target, platform: settings.platform)
            let masking = MaskedOutput(order.environment.mask) { try await context.log($0, stream: .output) }
            let built = try await images.build(
                plan, output: { try await masking.add($0) },
                progress: { context.progress(0.1 + 0.9 * $0, order.environment.mask.masked($1)) })
            try await masking.finish()
            return BuiltArtifact(artifact: key, reused: false, image: built.reference)
        }
    }

    /// The source's files in a folder of their own for as long as the body runs; a crash leaves it to the pruning.
    private func withFolder<Value>(
        of manifest: SourceManifest, for project: Project, name: String, _ context: StepContext,
        _ body: (String) async throws -> Value
    ) async throws -> Value {
        let id = "source-\(name)"
        let folder = try await artifacts.begin(id, of: project)
        do {
            context.progress(0, "writing \(manifest.files.count) files")
            try await artifacts.write(manifest, to: folder, of: project) { context.progress($0 * 0.1, "writing files") }
            let value = try await body(folder)
            try await artifacts.remove(id, of: project)
            return value
        } catch {
            try? await artifacts.remove(id, of: project)
            throw error
        }
    }

    /// The project's own Dockerfile, else one for what was detected.
    private func instructions(
        _ order: BuildOrder, _ manifest: SourceManifest, _ context: StepContext
    ) async throws -> ImagePlan.Instructions {
        if let file = order.settings.image?.dockerfile { return .file(file) }
        let mirror = try await database.read { try SettingStore().server(on: $0).dockerMirror }
        let generator = DockerfileGenerator(
            DockerfileOptions(
                baseImages: try BaseImages(mirror: mirror), isSinglePage: order.settings.isSinglePage,
                stopSignal: order.settings.stopSignal,
                buildVariables: order.environment.plain.keys.sorted()))
        let generated = try await ManifestFileTree(manifest).answer(from: blobs) { tree in
            try generator.generate(order.blueprint, of: SourceFiles(tree))
        }
        for note in generated.notes { try await context.log(note) }
        return .text(generated.text)
    }
}

extension ImagePlan.Instructions {
    /// Instructions that are not in the source.
    fileprivate var text: String? {
        switch self {
        case .file: nil
        case .text(let text): text
        }
    }
}
