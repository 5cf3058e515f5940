// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Containers
package import Model
package import Platforms
package import Primitives

/// Images made by a Docker Engine, named by their artifact, kept on it and, where there is one, in a registry.
///
/// Secrets don't get into an image: of the plan's arguments those are passed that the Dockerfile declares, one that
/// declares a secret is refused (ARG values can be read in an image's history), and secrets are there for
/// `RUN --mount=type=secret,id=NAME`, which BuildKit has.
package struct DockerImageBuilder: ImageBuilder {
    let engine: @Sendable () async throws -> DockerEngine
    let naming: DockerNaming
    let registry: ImageRegistry?
    let logins: @Sendable (_ registry: String) async throws -> RegistryLogin?
    let builder: ImageBuild.Builder
    let network: String?
    let timeout: Duration
    let time: TimeSource

    /// - logins: who we are at a registry, for base images and for the registry; nil for nobody.
    /// - network: of `RUN` instructions; the engine's default when nil.
    /// - timeout: for one build with its push.
    package init(
        engine: @escaping @Sendable () async throws -> DockerEngine, naming: DockerNaming,
        registry: ImageRegistry? = nil,
        logins: @escaping @Sendable (_ registry: String) async throws -> RegistryLogin? = { _ in nil },
        builder: ImageBuild.Builder = .automatic, network: String? = nil, timeout: Duration = .seconds(3600),
        time: TimeSource = .system
    ) {
        self.engine = engine
        self.naming = naming
        self.registry = registry
        self.logins = logins
        self.builder = builder
        self.network = network
        self.timeout = timeout
        self.time = time
    }

    package func find(_ image: ImageName) async throws -> BuiltImage? {
        let engine = try await engine()
        let local = try await self.local(image, on: engine)
        guard let registry else {
            return local.map { BuiltImage(name: image, reference: $0.id, size: Int64($0.size)) }
        }
        return try await find(image, local, in: registry, engine)
    }

    package func images(of project: ProjectName) async throws -> [BuiltImage] {
        let labels = [DockerNaming.Label.server: naming.server, DockerNaming.Label.project: project.description]
        var images: [BuiltImage] = []
        for summary in try await engine().images(labels: labels) {
            guard let artifact = summary.labels[DockerNaming.Label.artifact] else { continue }
            let name = ImageName(project: project, artifact: artifact)
            let tag = tag(of: name)
            // Without its name it is a leftover, which the next build clears away.
            guard try summary.tags.contains(where: { try ImageReference($0) == ImageReference(tag) }) else { continue }
            let digest = try registry.flatMap { _ in try pushed(summary.digests, as: ImageReference(tag)) }
            images.append(
                BuiltImage(name: name, reference: digest?.description ?? summary.id, size: Int64(summary.size)))
        }
        return images.sorted { $0.name.artifact < $1.name.artifact }
    }

    package func remove(_ image: ImageName) async throws {
        do {
            // Without force the engine refuses while a container, running or not, is made of it. What other servers of
            // the same registry may still use there is left to that registry's own rules.
            try await engine().removeImage(tag(of: image))
        } catch let failure as Failure where failure.code == .imageNotFound || failure.code == .imageInUse {
            return
        }
    }

    func tag(of image: ImageName) -> String { naming.image(image, registry: registry?.prefix) }

    /// What the engine has under the image's name, if that is what the name says.
    func local(_ image: ImageName, on engine: DockerEngine) async throws -> ImageSnapshot? {
        do {
            let snapshot = try await engine.image(tag(of: image))
            return snapshot.labels[DockerNaming.Label.artifact] == image.artifact ? snapshot : nil
        } catch let failure as Failure where failure.code == .imageNotFound {
            return nil
        }
    }
}
