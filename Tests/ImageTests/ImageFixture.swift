// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Detection
import Dockerfiles
import FoundationEssentials
import Primitives
import Processes
import TestKit
import Testing

/// A project's generated image on a real engine of the classic kind, with base images made of Debian.
struct ImageFixture: Sendable {
    let engine: DockerEngine
    let folder: String
    let made: GeneratedDockerfile
    private let daemon: DockerDaemon
    private let tag: String

    private static let stacks =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/") + "/Stacks"

    static func with(_ image: ImageCase, _ body: (ImageFixture) async throws -> Void) async throws {
        let daemon = try await DockerDaemon.shared()
        let engine = try await daemon.engine()
        try await TemporaryDirectory.with { folder in
            let source = folder + "/source"
            if image.files.isEmpty {
                try FileManager.default.copyItem(atPath: "\(stacks)/\(image.name)", toPath: source)
            }
            for (path, text) in image.files { try TestFolder.write(text, to: "\(source)/\(path)") }
            let tree = try DirectoryFileTree(path: source)
            let made = try DockerfileGenerator().generate(Detector().detect(tree), of: SourceFiles(tree))
            for reference in made.baseImages {
                let toolchain = try #require(ToolchainImage.standing(for: reference), "\(reference)")
                do {
                    try await ToolchainImages.provide(toolchain, as: [reference], in: daemon, engine)
                } catch {
                    // Without Debian's mirror there is nothing to make them of.
                    try Test.cancel("NEEDS Debian's mirror for \(reference): \(String(reflecting: error))")
                }
            }
            let suffix = String(RandomSource.system.next() >> 24, radix: 36)
            let fixture = ImageFixture(
                engine: engine, folder: source, made: made, daemon: daemon, tag: "image-\(image.name)-\(suffix)")
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
        for container in try await engine.containers() where container.name.hasPrefix(tag) {
            try await engine.remove(container.id, force: true)
        }
        for network in try await engine.networks() where network.name == tag { try await engine.removeNetwork(tag) }
        try await engine.removeImage(tag, force: true)
    }

    /// Builds it, and gives the instructions that were done and whether they came from the cache.
    func build() async throws -> [(instruction: String, isCached: Bool)] {
        var build = ImageBuild(tags: [tag])
        build.builder = .classic
        build.network = "host"
        var steps: [(String, Bool)] = []
        _ = try await engine.build(
            build,
            context: BuildContext(folder: folder, dockerfile: .text(made.text), ignore: .text(made.ignore))
        ) { event in
            if case .finished(let step, let isCached) = event { steps.append((step.instruction, isCached)) }
        }
        return steps
    }

    func image() async throws -> ImageSnapshot { try await engine.image(tag) }

    /// Starts it on a port of its own, with a small first process as the platform gives one; gives its ID and address.
    func start(port: Int) async throws -> (id: String, address: String) {
        _ = try await engine.createNetwork(tag)
        var spec = ContainerSpec(image: tag)
        spec.network = .named(tag)
        spec.environment = ["PORT": String(port)]
        spec.hasInit = true
        let id = try await engine.create(spec, name: tag)
        try await engine.start(id)
        let address = try #require(try await engine.container(id).networks[tag]?.address)
        return (id, "\(address.prefix { $0 != "/" }):\(port)")
    }

    /// The page at `/` once it is served; what the container said when it ended before.
    func page(of container: (id: String, address: String)) async throws -> String {
        let command = Command(
            executable: "curl", arguments: ["-sS", "--max-time", "5", "http://\(container.address)/"],
            environment: ["PATH": "/usr/bin:/bin"])
        while true {
            let (status, output, _) = try await Child.collect(command, timeout: .seconds(20))
            if status == .exited(0) { return String(decoding: output, as: UTF8.self) }
            guard try await engine.container(container.id).state.isRunning else {
                var lines: [String] = []
                try await engine.logs(of: container.id) { lines.append($0.text) }
                return lines.joined(separator: "\n")
            }
            try await TimeSource.system.sleep(for: .milliseconds(100))
        }
    }
}
