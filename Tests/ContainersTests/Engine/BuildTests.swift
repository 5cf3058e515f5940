// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import FoundationEssentials
import Primitives
import Processes
import Testing

/// Builds on a real engine, by both builders.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)))
struct BuildTests {
    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func buildsAndUsesItsCache(builder: ImageBuild.Builder) async throws {
        try await EngineFixture.with { test in
            try test.write(
                "FROM \(BaseImage.name) AS first\nARG WORD\nCOPY . /app/\nRUN echo said $WORD >/app/said && echo loud\n"
                    + "FROM first AS second\nRUN false\n", to: "Dockerfile")
            try test.write("content", to: "kept")
            try test.write("content", to: "left/out")
            try test.write("left\nDockerfile\n.dockerignore\n", to: ".dockerignore")
            var build = test.build(tag: "\(builder)".lowercased())
            build.builder = builder
            build.arguments = ["WORD": "a \"b\""]
            build.labels = ["dextra.test": test.prefix]
            build.target = "first"
            let events = Recorded<BuildEvent>()
            let id = try await test.engine.build(build, context: BuildContext(folder: test.folder)) { events.add($0) }
            #expect(id.hasPrefix("sha256:"))
            let image = try await test.engine.image(build.tags[0])
            #expect(image.id == id)
            #expect(image.labels["dextra.test"] == test.prefix)
            #expect(image.operatingSystem == "linux" && image.size > 1_000_000)
            let lines = events.all.compactMap {
                if case .output(let line, _, let step) = $0 { (line, step) } else { nil }
            }
            #expect(lines.map(\.0) == ["loud"])
            #expect(lines.first?.1?.isRun == true)
            #expect(!events.all.contains { if case .finished(let step, true) = $0 { step.isRun } else { false } })

            var spec = test.shell("cat /app/said; ls -A /app")
            spec.image = id
            let container = try await test.run(spec)
            _ = try await test.engine.wait(container)
            let content = Recorded<String>()
            try await test.engine.logs(of: container) { content.add($0.text) }
            #expect(content.all == ["said a \"b\"", "kept", "said"])

            let again = Recorded<BuildEvent>()
            let second = try await test.engine.build(build, context: BuildContext(folder: test.folder)) {
                again.add($0)
            }
            #expect(second == id)
            #expect(again.all.contains { if case .finished(let step, true) = $0 { step.isRun } else { false } })
            #expect(try await test.engine.images(labels: ["dextra.test": test.prefix]).map(\.id) == [id])
            try await test.engine.remove(container)
            try await test.engine.removeImage(id, force: true)
            await expectFailure(.imageNotFound) { _ = try await test.engine.image(build.tags[0]) }
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func saysWhichInstructionFailed(builder: ImageBuild.Builder) async throws {
        try await EngineFixture.with { test in
            try test.write(
                "FROM \(BaseImage.name)\nRUN echo fine\nRUN echo before && echo reason >&2 && exit 42\nRUN echo never\n",
                to: "Dockerfile")
            var build = test.build(tag: "failing")
            build.builder = builder
            let failure = await expectFailure(.imageBuildFailed) {
                _ = try await test.engine.build(build, context: BuildContext(folder: test.folder))
            }
            let facts = Dictionary(uniqueKeysWithValues: (failure?.metadata ?? []).map { ($0.key, $0.value) })
            #expect(facts["instruction"] == "RUN echo before && echo reason >&2 && exit 42")
            #expect(facts["exit_code"] == "42")
            #expect(facts["output"]?.contains("reason") == true)
            #expect(failure?.message.contains("step 3 of 4") == true)
            // Nothing of it is left.
            #expect(try await test.engine.containers().filter { $0.words.contains("(42)") }.isEmpty)
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func takesADockerfileAndIgnoreLinesFromMemory(builder: ImageBuild.Builder) async throws {
        try await EngineFixture.with { test in
            try test.write("x", to: "a.txt")
            try test.write("x", to: "b.log")
            var build = test.build(tag: "generated-\(builder)".lowercased())
            build.builder = builder
            let context = BuildContext(
                folder: test.folder, dockerfile: .text("FROM \(BaseImage.name)\nCOPY . /app/\n"), ignore: .text("*.log")
            )
            let id = try await test.engine.build(build, context: context)
            var spec = test.shell("ls -A /app")
            spec.image = id
            let container = try await test.run(spec)
            _ = try await test.engine.wait(container)
            let lines = Recorded<String>()
            try await test.engine.logs(of: container) { lines.add($0.text) }
            // The classic builder's context has the ignore file, which was sent for it.
            #expect(lines.all.filter { $0 != ".dockerignore" } == ["a.txt"])
        }
    }

    @Test func refusesWhatItCannotSend() async throws {
        try await EngineFixture.with { test in
            await expectFailure(.buildContextInvalid) {
                _ = try await test.engine.build(test.build(tag: "x"), context: BuildContext(folder: test.folder))
            }
            try test.write("FROM \(BaseImage.name)\nBADWORD x\n", to: "Dockerfile")
            await expectFailure(.engineRefused) {
                _ = try await test.engine.build(test.build(tag: "x"), context: BuildContext(folder: test.folder))
            }
            try test.write("FROM localhost:1/nobody/nothing:1\n", to: "Dockerfile")
            await expectFailure(.registryUnavailable) {
                _ = try await test.engine.build(test.build(tag: "x"), context: BuildContext(folder: test.folder))
            }
        }
    }

    @Test(arguments: [ImageBuild.Builder.classic, .buildKit])
    func cancellationStopsTheInstruction(builder: ImageBuild.Builder) async throws {
        try await EngineFixture.with { test in
            let marker = "sleep 6\(test.prefix.utf8.reduce(0) { $0 + Int($1) })"
            try test.write("FROM \(BaseImage.name)\nRUN echo begun && \(marker)\n", to: "Dockerfile")
            var build = test.build(tag: "cancelled")
            build.builder = builder
            let sent = build
            let events = Recorded<BuildEvent>()
            let building = Task {
                try await test.engine.build(sent, context: BuildContext(folder: test.folder)) { events.add($0) }
            }
            try await until {
                events.all.contains { if case .output("begun", _, _) = $0 { true } else { false } }
            }
            #expect(Self.isRunning(marker))
            building.cancel()
            await #expect(throws: CancellationError.self) { _ = try await building.value }
            try await until { !Self.isRunning(marker) }
            try await until { try await !test.engine.containers().contains { $0.command.contains(marker) } }
        }
    }

    /// Whether a process of this machine has this command line.
    private static func isRunning(_ line: String) -> Bool {
        let wanted = Array(line.utf8).map { $0 == 0x20 ? 0 : $0 }
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).contains { name in
            guard Int(name) != nil, let bytes = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
                return false
            }
            return Array(bytes.prefix(wanted.count)) == wanted
        }
    }
}

extension BuildStep {
    fileprivate var isRun: Bool { instruction.hasPrefix("RUN") }
}
