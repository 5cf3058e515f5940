// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import FoundationEssentials
import Model
package import Platforms
package import Primitives

extension DockerImageBuilder {
    /// Throws `engine_unavailable` when the engine isn't there or goes away in the middle.
    package func build(
        _ plan: ImagePlan, output: @Sendable ([UInt8]) async throws -> Void,
        progress: @Sendable (Double, String) -> Void
    ) async throws -> BuiltImage {
        let engine = try await engine()
        let build = try await prepared(plan)
        let context = BuildContext(folder: plan.folder, dockerfile: Self.dockerfile(plan.dockerfile))
        let image: BuiltImage
        do {
            image = try await withoutActuallyEscaping(output) { output in
                try await withoutActuallyEscaping(progress) { progress in
                    try await withTimeLimit {
                        try await make(build, context, of: plan.name, on: engine, output, progress)
                    }
                }
            }
        } catch let failure as Failure {
            throw BuildFault.explained(failure)
        }
        try await removeLeftovers(of: plan.name, on: engine)
        return image
    }

    private func make(
        _ build: ImageBuild, _ context: BuildContext, of name: ImageName, on engine: DockerEngine,
        _ output: @Sendable ([UInt8]) async throws -> Void, _ progress: @Sendable (Double, String) -> Void
    ) async throws -> BuiltImage {
        var state = BuildProgress(pushes: registry != nil)
        let id = try await engine.build(build, context: context) { event in
            if let (fraction, words) = state.note(event) { progress(fraction, words) }
            if let line = Self.line(event) { try await output(Array((line + "\n").utf8)) }
        }
        var reference = id
        if registry != nil {
            reference = try await push(name, engine) { layer in
                let (fraction, words) = state.pushing(layer)
                progress(fraction, words)
            }.description
        }
        let size = try await engine.image(id).size
        progress(1, "image of \(BuildProgress.size(size))")
        return BuiltImage(name: name, reference: reference, size: Int64(size))
    }

    /// What of an event belongs into the build's log.
    private static func line(_ event: BuildEvent) -> String? {
        switch event {
        case .started(let step):
            "Step \(step.number)/\(step.count)\(step.stage.map { " (\($0))" } ?? ""): \(step.instruction)"
        case .finished(_, let isCached): isCached ? " ---> was made before" : nil
        case .output(let line, _, _): line
        case .transfer: nil
        }
    }

    private func withTimeLimit(_ body: @escaping @Sendable () async throws -> BuiltImage) async throws -> BuiltImage {
        try await withThrowingTaskGroup(of: BuiltImage.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await time.sleep(for: timeout)
                throw Failure(
                    .buildTimedOut, "the image was not built within \(timeout)",
                    hint: "find out what its last lines wait for")
            }
            defer { group.cancelAll() }
            guard let image = try await group.next() else { throw CancellationError() }
            return image
        }
    }

    // MARK: Before

    private func prepared(_ plan: ImagePlan) async throws -> ImageBuild {
        let outline = DockerfileOutline(try Self.text(of: plan))
        var build = ImageBuild(tags: [tag(of: plan.name)])
        build.builder = builder
        build.network = network
        build.target = plan.target
        build.platform = plan.platform
        build.labels = [
            DockerNaming.Label.server: naming.server, DockerNaming.Label.project: plan.name.project.description,
            DockerNaming.Label.artifact: plan.name.artifact,
        ]
        build.arguments = try Self.arguments(of: plan, outline)
        build.secrets = plan.secrets.filter { outline.mountedSecrets.contains($0.key) }
        for registry in Set(try outline.baseImages.map { try ImageReference($0).registry }).sorted() {
            if let login = try await logins(registry) { build.credentials.append(login) }
        }
        return build
    }

    /// The plan's arguments that the Dockerfile asks for. Throws `build_failed` for one that would give a secret away.
    private static func arguments(of plan: ImagePlan, _ outline: DockerfileOutline) throws -> [String: String] {
        if let name = outline.arguments.first(where: { plan.secrets[$0] != nil && plan.arguments[$0] == nil }) {
            throw Failure(
                .buildFailed,
                "the Dockerfile declares ARG \(name), which is a secret and would be readable in the image",
                hint:
                    "remove the ARG and mount it where it is needed: RUN --mount=type=secret,id=\(name),env=\(name) …, "
                    + "or cat /run/secrets/\(name)", metadata: [.init("argument", name)])
        }
        return plan.arguments.filter {
            outline.arguments.contains($0.key) || DockerfileOutline.predefinedArguments.contains($0.key)
        }.mapValues { $0.reveal() }
    }

    private static func text(of plan: ImagePlan) throws -> String {
        switch plan.dockerfile {
        case .text(let text): return text
        case .file(let path):
            guard let bytes = FileManager.default.contents(atPath: plan.folder + "/" + path) else {
                throw Failure(
                    .buildFailed, "the Dockerfile \(path) is not in the project, or can't be read",
                    hint: "correct dockerfile in dextra.yaml")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func dockerfile(_ instructions: ImagePlan.Instructions) -> BuildContext.Dockerfile {
        switch instructions {
        case .file(let path): .path(path)
        case .text(let text): .text(text)
        }
    }

    // MARK: After

    /// Removes images of ours that lost their name to a later build of it. Those of the last hour may be of a build
    /// that is under way and about to name its own.
    private func removeLeftovers(of name: ImageName, on engine: DockerEngine) async throws {
        let labels = [DockerNaming.Label.server: naming.server, DockerNaming.Label.project: name.project.description]
        let limit = time.now() + .seconds(-3600)
        for image in try await engine.images(labels: labels) where image.tags.isEmpty && image.created < limit {
            do {
                try await engine.removeImage(image.id)
            } catch let failure as Failure where failure.code == .imageInUse || failure.code == .imageNotFound {
                continue
            }
        }
    }
}

extension FailureCode {
    /// The image was not built in the time that is allowed.
    package static let buildTimedOut = FailureCode("build_timed_out", .timedOut)
}
