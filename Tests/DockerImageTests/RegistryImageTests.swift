// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Model
import Platforms
import Primitives
import Testing

/// A real engine and a real registry.
@Suite(
    .enabled(
        if: DockerDaemon.canRun && LocalRegistry.canRun, "\(DockerDaemon.requirement); \(LocalRegistry.requirement)"),
    .timeLimit(.minutes(3)))
struct RegistryImageTests {
    @Test func pushesFindsAndPullsByDigest() async throws {
        try await ImageFixture.with { test in
            try await LocalRegistry.with(.password) { host in
                let login = RegistryLogin(
                    registry: host,
                    secret: .password(username: LocalRegistry.username, Redacted(LocalRegistry.password)))
                let registry = ImageRegistry(prefix: "\(host)/team")
                let builder = test.builder(registry: registry, login: login)
                let plan = test.plan("aa", "FROM \(BaseImage.name)\nRUN echo made > /made\n")
                let tag = test.naming.image(plan.name, registry: registry.prefix)
                let image = try await test.build(plan, by: builder)
                #expect(image.reference.hasPrefix("\(host)/team/dextra/\(test.project)@sha256:"))
                #expect(test.record.progress.contains { $0.fraction >= 0.8 && $0.words.hasPrefix("push: ") })
                #expect(try await builder.find(plan.name) == image)
                #expect(try await builder.images(of: test.project) == [image])

                // Another machine, or the same one after its images were cleared away.
                try await builder.remove(plan.name)
                await expectFailure("image_not_found") { _ = try await test.engine.image(image.reference) }
                let found = try await builder.find(plan.name)
                #expect(found?.reference == image.reference)
                #expect(try await test.output(of: image.reference, "cat /made") == "made")
                #expect(try await test.engine.image(tag).digests.contains(image.reference))

                // Gone from the registry: it has to be pushed again.
                let client = try RegistryClient(host, login: login)
                try await client.deleteManifest(of: try ImageReference(image.reference))
                #expect(try await builder.find(plan.name) == nil)
                let again = try await test.build(plan, by: builder)
                #expect(try await builder.find(plan.name) == again)

                let stranger = test.builder(registry: registry)
                await expectFailure("registry_unauthorized") { _ = try await stranger.find(plan.name) }
            }
        }
    }

    /// The server was killed between the build and the push.
    @Test func whatWasNotPushedIsNotFound() async throws {
        try await ImageFixture.with { test in
            try await LocalRegistry.with { host in
                let registry = ImageRegistry(prefix: host)
                let plan = test.plan("bb", "FROM \(BaseImage.name)\nENV A=1\n")
                let local = try await test.build(plan)
                try await test.engine.tag(
                    local.reference, as: try ImageReference(test.naming.image(plan.name, registry: host)))
                let builder = test.builder(registry: registry)
                #expect(try await builder.find(plan.name) == nil)
                #expect(try await test.build(plan, by: builder).reference.contains("@sha256:"))
            }
        }
    }

    @Test func whatIsHereRunsWhileTheRegistryIsAway() async throws {
        try await ImageFixture.with { test in
            let plan = test.plan("cc", "FROM \(BaseImage.name)\nENV A=1\n")
            var registry = ImageRegistry(prefix: "")
            var image: BuiltImage?
            try await LocalRegistry.with { host in
                registry = ImageRegistry(prefix: host)
                image = try await test.build(plan, by: test.builder(registry: registry))
            }
            #expect(try await test.builder(registry: registry).find(plan.name) == image)
            await expectFailure("registry_unavailable") {
                _ = try await test.builder(registry: registry).find(
                    ImageName(project: test.project, artifact: "never"))
            }
        }
    }
}
