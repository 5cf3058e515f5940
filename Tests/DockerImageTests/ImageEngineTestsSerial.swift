// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import FoundationEssentials
import Glibc
import Platforms
import Primitives
import Testing

/// Engines that die or have no space. Serial: each test has one of its own.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(3)), .serialized)
struct ImageEngineTestsSerial {
    @Test func anEngineKilledInABuildIsAFailureToTryAgain() async throws {
        let daemon = try await DockerDaemon.start()
        defer { daemon.discard() }
        try await ImageFixture.with(daemon) { test in
            let done = test.plan("aa", "FROM \(BaseImage.name)\nENV A=1\n")
            let image = try await test.build(done)
            let plan = test.plan("bb", "FROM \(BaseImage.name)\nRUN echo one\nRUN echo begun && sleep 30\n")
            let building = Task { try await test.build(plan) }
            try await until { test.record.lines.contains("begun") }
            try await daemon.kill()
            let failure = await expectFailure("engine_unavailable") { _ = try await building.value }
            #expect(failure?.isRetryable == true)
            try await daemon.run()
            let builder = test.builder()
            #expect(try await builder.find(done.name) == image)
            #expect(try await builder.find(plan.name) == nil)
            // What was finished before is taken from the cache.
            test.record.reset()
            let second = test.plan("bb", "FROM \(BaseImage.name)\nRUN echo one\nRUN echo begun\n")
            let made = try await test.build(second)
            #expect(try await builder.find(plan.name) == made)
            #expect(test.record.lines.contains(" ---> was made before"))
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func aFullDiskIsSaidToBeOne(kind: ImageBuild.Builder) async throws {
        let daemon = try await DockerDaemon.start()
        defer { daemon.discard() }
        try await ImageFixture.with(daemon) { test in
            // The engine's data on a disk of its own that is small.
            try await daemon.kill()
            let data = daemon.folder + "/data"
            try #require(mount("tmpfs", data, "tmpfs", 0, "size=48m") == 0)
            try await daemon.run()
            var base = ImageBuild(tags: [BaseImage.name])
            base.builder = .classic
            _ = try await daemon.engine().build(
                base, context: BuildContext(folder: daemon.folder + "/base", dockerfile: .text(BaseImage.instructions)))
            let plan = test.plan("aa", "FROM \(BaseImage.name)\nRUN dd if=/dev/zero of=/large bs=1M count=200\n")
            let failure = await expectFailure("disk_full") { try await test.build(plan, by: test.builder(kind)) }
            #expect(failure?.hint != nil)
            #expect(try await test.builder(kind).find(plan.name) == nil)
        }
    }
}
