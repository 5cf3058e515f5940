// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import TestKit

/// The shared engine with the base image, and names that no other test has.
struct EngineFixture: Sendable {
    let daemon: DockerDaemon
    let engine: DockerEngine
    /// For names of containers, networks and the like.
    let prefix: String
    /// A folder of the test's own.
    let folder: String

    /// Calls the body and then removes every container whose name begins with the prefix.
    static func with(_ body: (EngineFixture) async throws -> Void) async throws {
        let daemon = try await DockerDaemon.shared()
        let engine = try await daemon.engine()
        try await BaseImage.prepare(in: daemon, engine)
        try await TemporaryDirectory.with { folder in
            let fixture = EngineFixture(
                daemon: daemon, engine: engine, prefix: "t" + String(RandomSource.system.next() >> 24, radix: 36),
                folder: folder)
            do {
                try await body(fixture)
                try await fixture.clean()
            } catch {
                try? await fixture.clean()
                throw error
            }
        }
    }

    private func clean() async throws {
        for container in try await engine.containers() where container.name.hasPrefix(prefix) {
            try await engine.remove(container.id, force: true)
        }
        for network in try await engine.networks() where network.name.hasPrefix(prefix) {
            try await engine.removeNetwork(network.name)
        }
    }

    /// A spec of the base image that runs a shell line.
    func shell(_ line: String) -> ContainerSpec {
        var spec = ContainerSpec(image: BaseImage.name)
        spec.command = ["/bin/sh", "-c", line]
        spec.network = .none
        spec.stopTimeout = .seconds(1)
        return spec
    }

    /// Creates and starts a container.
    func run(_ spec: ContainerSpec, _ name: String = "c") async throws -> String {
        let id = try await engine.create(spec, name: "\(prefix)-\(name)")
        try await engine.start(id)
        return id
    }

    func write(_ text: String, to path: String) throws { try TestFolder.write(text, to: folder + "/" + path) }

    /// A build of this test's folder by the classic builder, without network.
    func build(tag: String) -> ImageBuild {
        var build = ImageBuild(tags: ["\(prefix)-\(tag)"])
        build.builder = .classic
        build.network = "none"
        return build
    }
}
