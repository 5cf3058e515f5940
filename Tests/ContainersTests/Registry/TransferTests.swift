// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import Hashing
import Primitives
import Testing

/// A real engine and a real registry.
@Suite(
    .enabled(
        if: DockerDaemon.canRun && LocalRegistry.canRun, "\(DockerDaemon.requirement); \(LocalRegistry.requirement)"),
    .timeLimit(.minutes(2)))
struct TransferTests {
    @Test func pushesAndPullsByDigest() async throws {
        try await EngineFixture.with { test in
            try await LocalRegistry.with { host in
                let image = try ImageReference("\(host)/team/shop:r1")
                try await test.engine.tag(BaseImage.name, as: image)
                var progress = TransferProgress()
                let digest = try await test.engine.push(image) { progress.note($0) }
                #expect(progress.layerCount == 2 && progress.doneCount == 2)
                #expect(progress.moved == progress.total && progress.total > 1_000_000)

                let registry = try RegistryClient(host)
                #expect(try await registry.digest(of: image) == digest)
                let manifest = try #require(try await registry.manifest(of: image))
                #expect(manifest.digest == digest && !manifest.isIndex)
                #expect("sha256:" + SHA256.hex(of: manifest.bytes) == digest)
                #expect(try await registry.digest(of: image.tagged("r2")) == nil)

                try await test.engine.removeImage(image.description)
                let original = try await test.engine.image(BaseImage.name)
                let pinned = try image.pinned(to: digest)
                #expect(try await test.engine.pull(pinned) == pinned)
                let pulled = try await test.engine.image(pinned.description)
                #expect(pulled.id == original.id)
                #expect(pulled.digests.contains(pinned.description))
                #expect(try await test.engine.pull(image) == pinned)

                try await registry.deleteManifest(of: pinned)
                #expect(try await registry.digest(of: pinned) == nil)
                await expectFailure(.imageNotFound) { _ = try await test.engine.pull(image) }
            }
        }
    }

    @Test func listsTags() async throws {
        try await EngineFixture.with { test in
            try await LocalRegistry.with { host in
                let image = try ImageReference("\(host)/pages:1")
                for tag in ["1", "2", "3"] {
                    let tagged = try image.tagged(tag)
                    try await test.engine.tag(BaseImage.name, as: tagged)
                    _ = try await test.engine.push(tagged)
                }
                #expect(try await RegistryClient(host).tags(of: "pages").sorted() == ["1", "2", "3"])
                #expect(try await RegistryClient(host).tags(of: "nothing") == [])
            }
        }
    }

    @Test func logsIn() async throws {
        try await EngineFixture.with { test in
            try await LocalRegistry.with(.password) { host in
                let image = try ImageReference("\(host)/secret:1")
                try await test.engine.tag(BaseImage.name, as: image)
                await expectFailure(.registryUnauthorized) { _ = try await test.engine.push(image) }
                let wrong = RegistryLogin(
                    registry: host, secret: .password(username: LocalRegistry.username, Redacted("no")))
                await expectFailure(.registryUnauthorized) { _ = try await test.engine.push(image, login: wrong) }
                await expectFailure(.registryUnauthorized) {
                    _ = try await RegistryClient(host, login: wrong).digest(of: image)
                }
                await expectFailure(.registryUnauthorized) { _ = try await RegistryClient(host).digest(of: image) }

                // As a person who has used `docker login` is found.
                let pair = Data("\(LocalRegistry.username):\(LocalRegistry.password)".utf8).base64EncodedString()
                try test.write("{\"auths\":{\"\(host)\":{\"auth\":\"\(pair)\"}}}", to: "config.json")
                let configuration = try DockerConfiguration(environment: ["DOCKER_CONFIG": test.folder])
                let login = try #require(try await configuration.login(for: host))
                let digest = try await test.engine.push(image, login: login)
                #expect(try await RegistryClient(host, login: login).digest(of: image) == digest)
                try await test.engine.removeImage(image.description)
                try await test.engine.pull(image, login: login)

                // A base image behind the login, for both builders.
                for builder in [ImageBuild.Builder.classic, .buildKit] {
                    try test.write("FROM \(image)\nLABEL by=\(builder)\n", to: "Dockerfile")
                    try await test.engine.removeImage(image.description)
                    var build = test.build(tag: "secret-\(builder)".lowercased())
                    build.builder = builder
                    build.credentials = [login]
                    _ = try await test.engine.build(build, context: BuildContext(folder: test.folder))
                    if builder == .classic { continue }
                    // BuildKit keeps base images to itself.
                    try await test.engine.pull(image, login: login)
                }
            }
        }
    }

    @Test func savesAndLoads() async throws {
        try await EngineFixture.with { test in
            try test.write("FROM \(BaseImage.name)\nLABEL saved=1\n", to: "Dockerfile")
            let build = test.build(tag: "saved")
            let id = try await test.engine.build(build, context: BuildContext(folder: test.folder))
            var archive: [UInt8] = []
            for try await piece in try await test.engine.save(build.tags) { archive += piece }
            try await test.engine.removeImage(build.tags[0])
            await expectFailure(.imageNotFound) { _ = try await test.engine.image(id) }
            let pieces = Recorded<Int>()
            let sent = archive
            try await test.engine.load {
                let start = pieces.all.count * 100_000
                guard start < sent.count else { return nil }
                pieces.add(start)
                return Array(sent[start..<min(sent.count, start + 100_000)])
            }
            #expect(try await test.engine.image(build.tags[0]).id == id)
            let history = try await test.engine.history(of: id)
            #expect(history.first?.instruction.contains("saved=1") == true)
            await expectFailure(.imageNotFound) { _ = try await test.engine.save(["no/such:1"]) }
        }
    }

    @Test func prunesByLabel() async throws {
        try await EngineFixture.with { test in
            try test.write("FROM \(BaseImage.name)\nRUN head -c 100000 /dev/urandom >/x\n", to: "Dockerfile")
            var build = test.build(tag: "pruned")
            build.labels = ["dextra.prune": test.prefix]
            let id = try await test.engine.build(build, context: BuildContext(folder: test.folder))
            #expect(try await test.engine.pruneImages(labels: ["dextra.prune": test.prefix]) == 0)
            #expect(try await test.engine.image(id).id == id)
            let freed = try await test.engine.pruneImages(labels: ["dextra.prune": test.prefix], onlyUntagged: false)
            #expect(freed >= 100_000)
            await expectFailure(.imageNotFound) { _ = try await test.engine.image(id) }
        }
    }
}
