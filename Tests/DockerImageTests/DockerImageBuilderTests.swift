// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Docker
import Model
import Platforms
import Primitives
import Testing

/// Builds on a real engine, by both builders.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(3)))
struct DockerImageBuilderTests {
    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func buildsTheUsersOwnDockerfile(kind: ImageBuild.Builder) async throws {
        try await ImageFixture.with { test in
            // With a line that no other test has: one that removes its image takes the cached layers of both along.
            try test.write(
                "ARG UNUSED\nFROM \(BaseImage.name) AS first\nENV OWN=\(test.naming.server)\nARG WORD\nARG NONE=default\nCOPY . /app\n"
                    + "RUN echo loud && echo \"$WORD $NONE\" > /app/said\nFROM first AS second\nRUN false\n",
                to: "deploy/Dockerfile")
            try test.write("kept", to: "kept")
            try test.write("left out", to: "left")
            try test.write("left\n", to: ".dockerignore")
            var plan = test.plan()
            plan.dockerfile = .file("deploy/Dockerfile")
            plan.arguments = ["WORD": Redacted("a \"b\""), "UNDECLARED": Redacted("x")]
            plan.target = "first"
            let builder = test.builder(kind)
            #expect(try await builder.find(plan.name) == nil)
            let image = try await test.build(plan, by: builder)
            #expect(image.reference.hasPrefix("sha256:") && image.size > 1_000_000)
            let said = try await test.output(of: image.reference, "cat /app/said; ls -A /app")
            #expect(said == "a \"b\" default\n.dockerignore\ndeploy\nkept\nsaid", "\(kind)")
            let snapshot = try await test.engine.image(test.naming.image(plan.name))
            #expect(snapshot.id == image.reference)
            #expect(
                snapshot.labels.filter { $0.key.hasPrefix("dev.dextra.") } == [
                    "dev.dextra.server": test.naming.server, "dev.dextra.project": test.project.text,
                    "dev.dextra.artifact": "a1b2",
                ])
            #expect(test.record.lines.contains("loud"))
            let fractions = test.record.progress.map(\.fraction)
            #expect(fractions == fractions.sorted() && fractions.last == 1)
            #expect(test.record.progress.contains { $0.words.hasPrefix("step ") && $0.words.contains("RUN echo loud") })

            // A server that was killed after the build finds it again, and the second build takes all from the cache.
            #expect(try await test.builder(kind).find(plan.name) == image)
            test.record.reset()
            #expect(try await test.build(plan, by: builder) == image)
            #expect(!test.record.lines.contains("loud") && test.record.lines.contains(" ---> was made before"))
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func aFailingInstructionComesWithItsLastLines(kind: ImageBuild.Builder) async throws {
        try await ImageFixture.with { test in
            let plan = test.plan(
                "f", "FROM \(BaseImage.name)\nRUN echo before && echo \"the reason\" >&2 && exit 42\n")
            let builder = test.builder(kind)
            let failure = await expectFailure("build_failed") { try await test.build(plan, by: builder) }
            #expect(failure?.metadata.contains { $0.key == "log" && $0.value.contains("the reason") } == true)
            #expect(failure?.metadata.contains(Failure.Metadatum("exit_code", "42")) == true)
            let found = try await builder.find(plan.name)
            #expect(found == nil)
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func aMissingBaseImageIsNamed(kind: ImageBuild.Builder) async throws {
        try await ImageFixture.with { test in
            try await LocalRegistry.with { host in
                let plan = test.plan("m", "FROM \(host)/team/base:7\nRUN true\n")
                let builder = test.builder(kind)
                let failure = await expectFailure("base_image_missing") { try await test.build(plan, by: builder) }
                #expect(failure?.message.contains("\(host)/team/base:7") == true, "\(failure?.message ?? "")")
                #expect(failure?.hint?.contains("docker build -t") == true)
            }
            // No registry at all.
            let plan = test.plan("m", "FROM 127.0.0.1:1/base:7\nRUN true\n")
            let failure = await expectFailure("base_image_missing") {
                try await test.build(plan, by: test.builder(kind))
            }
            #expect(failure?.hint?.contains("docker load") == true)
        }
    }

    @Test func aSecretIsRefusedAsAnArgumentAndMountedInstead() async throws {
        try await ImageFixture.with { test in
            var plan = test.plan("s", "FROM \(BaseImage.name)\nARG TOKEN\nRUN echo $TOKEN\n")
            plan.secrets = ["TOKEN": Redacted("t0psecret"), "OTHER": Redacted("0ther")]
            for kind in [ImageBuild.Builder.classic, .buildKit] {
                let failure = await expectFailure("build_failed") {
                    try await test.build(plan, by: test.builder(kind))
                }
                #expect(failure?.hint?.contains("--mount=type=secret,id=TOKEN") == true)
            }
            plan.dockerfile = .text(
                "FROM \(BaseImage.name)\nRUN --mount=type=secret,id=TOKEN wc -c < /run/secrets/TOKEN > /size && "
                    + "test ! -e /run/secrets/OTHER\n")
            let image = try await test.build(plan, by: test.builder(.buildKit))
            #expect(try await test.output(of: image.reference, "cat /size; ls -A /run/secrets") == "9")
            let history = try await test.engine.history(of: image.reference).map(\.instruction)
            #expect(!history.contains { $0.contains("t0psecret") })
            // The classic builder can't.
            let failure = await expectFailure("engine_unsupported") {
                try await test.build(plan, by: test.builder(.classic))
            }
            #expect(failure?.hint?.contains("buildx") == true)
        }
    }

    @Test func aMissingDockerfileIsTheProjectsFault() async throws {
        try await ImageFixture.with { test in
            let failure = await expectFailure("build_failed") { try await test.build(test.plan()) }
            #expect(failure?.hint?.contains("dextra.yaml") == true)
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func aCancelledBuildLeavesNothing(kind: ImageBuild.Builder) async throws {
        try await ImageFixture.with { test in
            let marker = "86399.\(test.naming.server.count)"
            let plan = test.plan("c", "FROM \(BaseImage.name)\nRUN echo begun && sleep \(marker)\nRUN true\n")
            let builder = test.builder(kind)
            let building = Task { try await test.build(plan, by: builder) }
            try await until { test.record.lines.contains("begun") }
            building.cancel()
            let outcome = await building.result
            #expect((try? outcome.get()) == nil)
            #expect(try await builder.find(plan.name) == nil)
            if kind == .classic {
                try await until {
                    try await !test.engine.containers().contains { $0.command.contains("sleep \(marker)") }
                }
            }
            #expect(try await builder.images(of: test.project).isEmpty)
        }
    }

    @Test func aBuildThatTakesTooLongIsEnded() async throws {
        try await ImageFixture.with { test in
            let plan = test.plan("t", "FROM \(BaseImage.name)\nRUN sleep 86398\n")
            await expectFailure("build_timed_out") {
                try await test.build(plan, by: test.builder(timeout: .seconds(2)))
            }
            try await until { try await !test.engine.containers().contains { $0.command.contains("sleep 86398") } }
        }
    }

    @Test func listsAndRemovesWhatNoContainerUses() async throws {
        try await ImageFixture.with { test in
            let builder = test.builder()
            var built: [BuiltImage] = []
            for artifact in ["aa", "bb"] {
                built.append(
                    try await test.build(
                        test.plan(artifact, "FROM \(BaseImage.name)\nENV A=\(artifact)\n"), by: builder))
            }
            #expect(try await builder.images(of: test.project) == built)
            #expect(try await builder.images(of: try ProjectName("other")).isEmpty)
            var spec = ContainerSpec(image: built[0].reference)
            spec.network = .none
            let container = try await test.engine.create(spec)
            try await builder.remove(built[0].name)
            try await builder.remove(built[1].name)
            try await builder.remove(ImageName(project: test.project, artifact: "cc"))
            #expect(try await builder.images(of: test.project) == [built[0]])
            try await test.engine.remove(container, force: true)
            try await builder.remove(built[0].name)
            #expect(try await builder.images(of: test.project).isEmpty)
            // Another server's of the same name is not taken for ours.
            #expect(try await builder.find(built[0].name) == nil)
        }
    }

    @Test func whatLostItsNameIsClearedAwayLater() async throws {
        try await ImageFixture.with { test in
            func made(_ value: String, _ time: TimeSource = .system) async throws -> String {
                let plan = test.plan("ee", "FROM \(BaseImage.name)\nENV A=\(value)\n")
                return try await test.build(plan, by: test.builder(time: time)).reference
            }
            let labels = [DockerNaming.Label.project: test.project.text]
            let first = try await made("1")
            let second = try await made("2")
            // It may belong to a build that is under way.
            #expect(try await Set(test.engine.images(labels: labels).map(\.id)) == [first, second])
            let later = TimeSource(
                now: { TimeSource.system.now() + .seconds(7200) }, uptime: { TimeSource.system.uptime() },
                sleep: { try await TimeSource.system.sleep(for: $0) })
            let third = try await made("3", later)
            #expect(try await test.engine.images(labels: labels).map(\.id) == [third])
        }
    }

    @Test func anImageOfAnotherMakingUnderTheNameIsNotFound() async throws {
        try await ImageFixture.with { test in
            let plan = test.plan("dd")
            try await test.engine.tag(BaseImage.name, as: try ImageReference(test.naming.image(plan.name)))
            #expect(try await test.builder().find(plan.name) == nil)
            try await test.engine.removeImage(test.naming.image(plan.name))
        }
    }

    @Test func buildsForAnotherPlatformWithoutRunningIt() async throws {
        try await ImageFixture.with { test in
            var plan = test.plan("p", "FROM scratch\nCOPY file /file\n")
            try test.write("x", to: "file")
            plan.platform = "linux/arm64"
            let image = try await test.build(plan, by: test.builder(.buildKit))
            #expect(try await test.engine.image(image.reference).architecture == "arm64")
        }
    }
}
