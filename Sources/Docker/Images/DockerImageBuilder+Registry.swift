// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import Platforms
import Primitives

extension DockerImageBuilder {
    /// The image as the registry has it. A local one that was never pushed, as by a server killed before that, isn't
    /// found: building it again is quick and pushes it.
    func find(
        _ image: ImageName, _ local: ImageSnapshot?, in registry: ImageRegistry, _ engine: DockerEngine
    ) async throws -> BuiltImage? {
        let reference = try ImageReference(tag(of: image))
        let login = try await logins(reference.registry)
        let known = try local.flatMap { try pushed($0.digests, as: reference) }
        let digest: String?
        do {
            digest = try await RegistryClient(
                reference.registry, login: login, insecure: registry.insecure, transport: registry.transport, time: time
            ).digest(of: reference)
        } catch let failure as Failure where failure.code == .registryUnavailable {
            // What is here and was there once can be run without asking.
            guard let known, let local else { throw failure }
            return BuiltImage(name: image, reference: known.description, size: Int64(local.size))
        }
        guard let digest else { return nil }
        let pinned = try reference.pinned(to: digest)
        if known == pinned, let local {
            return BuiltImage(name: image, reference: pinned.description, size: Int64(local.size))
        }
        try await engine.pull(pinned, login: login)
        let pulled = try await engine.image(pinned.description)
        guard pulled.labels[DockerNaming.Label.artifact] == image.artifact else { return nil }
        try await engine.tag(pinned.description, as: reference)
        return BuiltImage(name: image, reference: pinned.description, size: Int64(pulled.size))
    }

    /// Pushes what has the image's name and gives the reference by digest.
    func push(
        _ image: ImageName, _ engine: DockerEngine, onTransfer: (LayerTransfer) async throws -> Void
    ) async throws -> ImageReference {
        let reference = try ImageReference(tag(of: image))
        let login = try await logins(reference.registry)
        return try reference.pinned(to: try await engine.push(reference, login: login, onTransfer: onTransfer))
    }

    /// The digest under which an image is in the registry, as far as the engine remembers that.
    func pushed(_ digests: [String], as reference: ImageReference) throws -> ImageReference? {
        try digests.map { try ImageReference($0) }.first { $0.name == reference.name }
    }
}
