// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Docker
import Hosting
import Model
import Primitives

/// What works with a Docker Engine. The engine is looked for when it is first needed: a server runs without one.
struct DockerRooms: Sendable {
    let platform: DockerPlatform
    let images: DockerImageBuilder
    let services: DockerServices

    /// - environment: where DOCKER_HOST and the like are read, and where `docker login` has left its logins.
    init(
        node: NodeID, settings: ServerSettings, ingress: Ingress, environment: [String: String], logger: Logger
    ) {
        let link = EngineLink { try await DockerEngine.connect(environment: environment) }
        let naming = DockerNaming(server: String(node.description.suffix(8)))
        let logins: @Sendable (String) async throws -> RegistryLogin? = { registry in
            try await DockerConfiguration(environment: environment).login(for: registry)
        }
        platform = DockerPlatform(
            naming: naming, link: link, ingress: ingress, time: .system, random: .system,
            logger: logger.labelled("docker"))
        images = DockerImageBuilder(
            engine: { try await link.engine() }, naming: naming,
            registry: settings.dockerRegistry.map { ImageRegistry(prefix: $0) }, logins: logins, time: .system)
        services = DockerServices(
            engine: { try await link.engine() }, naming: naming, logins: logins, time: .system)
    }
}
