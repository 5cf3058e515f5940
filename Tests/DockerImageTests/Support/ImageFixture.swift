// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Model
import Platforms
import Primitives
import Synchronization
import TestKit
import Testing

/// A project's folder, an engine with the base image, and a builder whose images no other test has.
struct ImageFixture: Sendable {
    let daemon: DockerDaemon
    let engine: DockerEngine
    let folder: String
    let naming: DockerNaming
    let project: ProjectName
    let record = BuildRecord()

    static func with(_ daemon: DockerDaemon? = nil, _ body: (ImageFixture) async throws -> Void) async throws {
        let daemon = if let daemon { daemon } else { try await DockerDaemon.shared() }
        let engine = try await daemon.engine()
        try await BaseImage.prepare(in: daemon, engine)
        let tag = String(RandomSource.system.next() >> 32, radix: 16)
        try await TemporaryDirectory.with { folder in
            try await body(
                ImageFixture(
                    daemon: daemon, engine: engine, folder: folder, naming: DockerNaming(server: tag),
                    project: try ProjectName("p\(tag)")))
        }
    }

    func builder(
        _ builder: ImageBuild.Builder = .classic, registry: ImageRegistry? = nil, timeout: Duration = .seconds(90),
        login: RegistryLogin? = nil, time: TimeSource = .system
    ) -> DockerImageBuilder {
        DockerImageBuilder(
            engine: { [daemon] in try await daemon.engine() }, naming: naming, registry: registry,
            logins: { [login] in login?.registry == $0 ? login : nil }, builder: builder, network: "none",
            timeout: timeout, time: time)
    }

    func write(_ text: String, to path: String) throws { try TestFolder.write(text, to: folder + "/" + path) }

    func plan(_ artifact: String = "a1b2", _ text: String? = nil) -> ImagePlan {
        ImagePlan(
            name: ImageName(project: project, artifact: artifact), folder: folder,
            dockerfile: text.map { .text($0) } ?? .file("Dockerfile"))
    }

    @discardableResult
    func build(_ plan: ImagePlan, by builder: DockerImageBuilder? = nil) async throws -> BuiltImage {
        try await (builder ?? self.builder()).build(plan) { [record] in
            record.add($0)
        } progress: { [record] in
            record.add($0, $1)
        }
    }

    /// What a container of the image prints.
    func output(of image: String, _ line: String) async throws -> String {
        var spec = ContainerSpec(image: image)
        spec.command = ["/bin/sh", "-c", line]
        spec.network = .none
        let id = try await engine.create(spec)
        try await engine.start(id)
        _ = try await engine.wait(id)
        var lines: [String] = []
        try await engine.logs(of: id) { lines.append($0.text) }
        try await engine.remove(id, force: true)
        return lines.joined(separator: "\n")
    }
}

/// What a build said.
final class BuildRecord: Sendable {
    private let state = Mutex<(bytes: [UInt8], progress: [(Double, String)])>(([], []))

    func add(_ bytes: [UInt8]) { state.withLock { $0.bytes += bytes } }
    func add(_ fraction: Double, _ words: String) { state.withLock { $0.progress.append((fraction, words)) } }
    func reset() { state.withLock { $0 = ([], []) } }

    var lines: [String] {
        state.withLock { String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n").map(String.init) }
    }
    var progress: [(fraction: Double, words: String)] { state.withLock { $0.progress.map { ($0.0, $0.1) } } }
}
