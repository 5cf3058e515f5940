// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Platforms
import Primitives
import Storage
import Workflows

/// One build as a run asks for it, whatever is made of it: a folder for platforms that run programs, an image for those
/// that run images.
struct BuildOrder: Sendable {
    var project: Project
    /// Digest of the source's manifest.
    var source: String
    /// Names what is made when that is known already, as when it is made again; else it follows from the rest.
    var artifact: String?
    var blueprint: Blueprint
    var settings: ReleaseSettings
    var environment: ResolvedEnvironment
}

/// What the step `build` has made.
struct BuiltArtifact: Sendable, Hashable, Codable {
    var artifact: String
    /// Whether it was there already.
    var reused: Bool
    /// What containers are made of; nil for a folder.
    var image: String?
}

extension DeliveryParts {
    /// Makes what the order asks for, unless it is there.
    func build(_ order: BuildOrder, _ context: StepContext) async throws -> BuiltArtifact {
        let platform = try platforms.platform(order.settings.platform ?? .local)
        return platform.capabilities.contains(.runsImages)
            ? try await buildImage(order, context) : try await buildFolder(order, context)
    }

    private func buildFolder(_ order: BuildOrder, _ context: StepContext) async throws -> BuiltArtifact {
        let commands = order.blueprint.buildCommands
        let name =
            order.artifact
            ?? ArtifactKey(source: order.source, commands: commands, environment: order.environment.values).text
        let plan = BuildPlan(
            project: order.project, artifact: name,
            manifest: try await SourceReading.manifest(order.source, from: blobs), commands: commands,
            programs: order.blueprint.programs, environment: order.environment.values,
            secrets: order.environment.secrets,
            outputDirectory: order.blueprint.start == nil ? order.blueprint.outputDirectory : nil)
        let reused = try await builder.build(
            plan, output: { try await context.log($0, stream: .output) }, progress: { context.progress($0, $1) })
        return BuiltArtifact(artifact: name, reused: reused)
    }
}
