// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import Detection
import FoundationEssentials
import Glibc
import Model
import Primitives
import Synchronization
import Testing

/// Real builds with /bin/sh.
@Suite struct BuilderTests {
    /// What a build wrote, and the build itself.
    private func build(
        _ f: DeliveryFixture, _ commands: [String], files: [String: String] = ["in.txt": "text"],
        secrets: [String: String] = [:], outputDirectory: String? = nil, log: Log = Log()
    ) async throws -> Bool {
        let project = try await f.project()
        let plan = BuildPlan(
            project: project, artifact: "a1", manifest: try await f.upload(files),
            commands: commands.enumerated().map {
                BuildCommand(name: $0.offset == 0 ? "install" : "build", line: $0.element)
            },
            environment: secrets.mapValues { Redacted($0) }, secrets: secrets.values.map { Redacted($0) },
            outputDirectory: outputDirectory)
        return try await f.builder.build(plan, output: { log.add($0) }, progress: { _, _ in })
    }

    private final class Log: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
        func add(_ more: [UInt8]) { bytes.withLock { $0 += more } }
    }

    @Test func makesAnImmutableTreeOnce() async throws {
        try await DeliveryFixture.with { f in
            let log = Log()
            #expect(try await !build(f, ["cat in.txt > out.txt; mkdir d", "echo built"], log: log))
            let app = f.layout.app("a1", of: try ProjectName("shop"))
            #expect(try String(contentsOfFile: app + "/out.txt", encoding: .utf8) == "text")
            #expect(log.text.contains("built\n"))
            for path in ["/out.txt", "/d", ""] {
                var status = stat()
                #expect(stat(app + path, &status) == 0 && status.st_mode & 0o222 == 0, "\(path) is writable")
            }
            let second = Log()
            #expect(try await build(f, ["exit 1"], log: second))
            #expect(second.text.isEmpty)
        }
    }

    @Test func aMissingToolchainIsNamedBeforeAnythingIsDone() async throws {
        try await DeliveryFixture.with { f in
            let project = try await f.project()
            let program = try #require(ToolchainProgram.named("soupault"))
            let plan = BuildPlan(
                project: project, artifact: "a1", manifest: try await f.upload(["in.txt": "text"]),
                commands: [BuildCommand(name: "build", line: "echo ran; soupault")],
                programs: [try #require(ToolchainProgram.named("perl")), program])
            let log = Log()
            let failure = await #expect(throws: Failure.self) {
                _ = try await f.builder.build(plan, output: { log.add($0) }, progress: { _, _ in })
            }
            #expect(failure?.code.name == "toolchain_missing")
            #expect(failure?.metadata.filter { $0.key == "program" }.map(\.value) == ["soupault"])
            #expect(failure?.hint?.contains(program.document) == true)
            #expect(log.text.isEmpty)
        }
    }

    @Test func pythonShowsItsOutputAtOnceUnlessTheProfileSaysOtherwise() async throws {
        try await DeliveryFixture.with { f in
            let log = Log()
            _ = try await build(f, ["echo unbuffered=$PYTHONUNBUFFERED"], log: log)
            #expect(log.text.contains("unbuffered=1\n"))
        }
        try await DeliveryFixture.with { f in
            let log = Log()
            let command = "test \"$PYTHONUNBUFFERED\" = x && echo own"
            _ = try await build(f, [command], secrets: ["PYTHONUNBUFFERED": "x"], log: log)
            #expect(log.text.contains("own\n"))
        }
    }

    @Test func failureSaysTheLastLinesAndLeavesNothing() async throws {
        try await DeliveryFixture.with { f in
            let failure = await #expect(throws: Failure.self) {
                try await build(f, ["i=0; while [ $i -lt 50 ]; do i=$((i+1)); echo line $i; done; exit 3"])
            }
            #expect(failure?.code == .buildFailed)
            let lines = failure?.metadata.filter { $0.key == "log" }.map(\.value) ?? []
            #expect(lines.count == 30)
            #expect(lines.last == "line 50")
            #expect(failure?.metadata.contains(.init("status", "exit status 3")) == true)
            let project = try await f.project()
            #expect(try await f.artifacts.list(of: project).isEmpty)
        }
    }

    @Test func afterAnInterruptedBuildTheNextStartsClean() async throws {
        try await DeliveryFixture.with { f in
            let project = try await f.project()
            let folder = f.layout.app("a1", of: project.name)
            // What a crash in the middle of a build leaves: files, and no mark of completion.
            try FileManager.default.createDirectory(atPath: folder + "/old", withIntermediateDirectories: true)
            #expect(try await !build(f, ["test ! -e old"]))
        }
    }

    @Test func secretsShowNeitherInTheLogNorInTheFailure() async throws {
        try await DeliveryFixture.with { f in
            let log = Log()
            let failure = await #expect(throws: Failure.self) {
                try await build(
                    f, ["printf 'token s3cr'; sleep 0.05; printf 'et-value\\n'; echo $TOKEN; exit 1"],
                    secrets: ["TOKEN": "s3cret-value"], log: log)
            }
            #expect(!log.text.contains("s3cret-value"))
            #expect(log.text.contains("token ••••"))
            #expect(failure.map { "\($0.metadata)".contains("s3cret-value") } == false)
        }
    }

    @Test func seesNothingOfTheServersEnvironment() async throws {
        try await DeliveryFixture.with { f in
            setenv("DEXTRA_TEST_LEAK", "1", 1)
            let log = Log()
            _ = try await build(f, ["env"], log: log)
            #expect(!log.text.contains("DEXTRA_TEST_LEAK"))
            #expect(log.text.contains("PIP_CACHE_DIR="))
        }
    }

    @Test func aMissingOutputFolderIsRefused() async throws {
        try await DeliveryFixture.with { f in
            await #expect {
                try await build(f, ["true"], outputDirectory: "dist")
            } throws: { ($0 as? Failure)?.code == .outputMissing }
        }
    }

    @Test func cancellationEndsTheWholeGroup() async throws {
        try await DeliveryFixture.with { f in
            let pidFile = f.root + "/pid"
            let task = Task {
                try await build(f, ["sleep 600 & echo $! > \(pidFile).new; mv \(pidFile).new \(pidFile); wait"])
            }
            while access(pidFile, F_OK) != 0 { try await Task.sleep(for: .milliseconds(10)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            let pid = Int32(try String(contentsOfFile: pidFile, encoding: .utf8).filter(\.isNumber))
            var stat = ""
            for _ in 0..<3000 {
                // Gone, or dead and not yet collected by whoever inherited it. A busy machine takes a while to end what is killed.
                stat = (try? String(contentsOfFile: "/proc/\(pid ?? 0)/stat", encoding: .utf8)) ?? ") Z"
                if stat.contains(") Z") { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(stat.contains(") Z"))
            let project = try await f.project()
            #expect(try await f.artifacts.list(of: project).isEmpty)
        }
    }
}

extension DeliveryFixture {
    /// The project `shop`, made at the first call.
    fileprivate func project() async throws -> Project {
        if let overview = try? await service.project(try ProjectName("shop")) { return overview.project }
        return try await makeProject("shop")
    }
}
