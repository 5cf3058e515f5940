// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Primitives
import Processes
import Testing

/// Programs run in containers, and conversations with them.
@Suite(.enabled(if: DockerDaemon.canRun, "\(DockerDaemon.requirement)"), .timeLimit(.minutes(2)))
struct ExecTests {
    @Test func givesOutputAndExitCode() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("sleep 60"))
            var command = ExecCommand(["/bin/sh", "-c", "echo $X; pwd; id -u; echo bad >&2; exit 7"])
            command.environment = ["X": "1 2"]
            command.workingDirectory = "/tmp"
            command.user = "55"
            let result = try await test.engine.collect(command, in: id)
            #expect(result.exitCode == 7)
            #expect(String(decoding: result.output, as: UTF8.self) == "1 2\n/tmp\n55\n")
            #expect(String(decoding: result.error, as: UTF8.self) == "bad\n")
            let missing = try await test.engine.collect(ExecCommand(["/no/such"]), in: id)
            #expect(missing.exitCode == 126 || missing.exitCode == 127)
            await expectFailure(.containerNotFound) {
                _ = try await test.engine.collect(ExecCommand(["/bin/true"]), in: "no-such-container")
            }
            try await test.engine.kill(id)
            _ = try await test.engine.wait(id)
            await expectFailure(.containerConflict) {
                _ = try await test.engine.collect(ExecCommand(["/bin/true"]), in: id)
            }
        }
    }

    @Test func feedsStandardInputWhileItReads() async throws {
        try await EngineFixture.with { test in
            let id = try await test.run(test.shell("sleep 60"))
            // More than any pipe holds: both directions have to move at once.
            let input = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let result = try await test.engine.collect(ExecCommand(["/bin/cat"], input: input), in: id, limit: 4 << 20)
            #expect(result.exitCode == 0)
            #expect(result.output == input)
            let deaf = try await test.engine.collect(ExecCommand(["/bin/true"], input: input), in: id)
            #expect(deaf.exitCode == 0)
        }
    }

    @Test func talksToAnAttachedProcess() async throws {
        try await EngineFixture.with { test in
            var spec = test.shell("while read line; do echo \"got $line\"; done; echo end >&2")
            spec.keepsInputOpen = true
            let id = try await test.engine.create(spec, name: test.prefix + "-c")
            let stream = try await test.engine.attach(to: id)
            try await test.engine.start(id)
            try await stream.write(Array("one\n".utf8))
            #expect(try await stream.read() == OutputChunk(stream: .stdout, bytes: Array("got one\n".utf8)))
            try await stream.write(Array("two\n".utf8))
            try await stream.finishInput()
            var rest: [OutputChunk] = []
            while let chunk = try await stream.read() { rest.append(chunk) }
            #expect(rest.filter { $0.stream == .stdout }.map(\.text).joined() == "got two\n")
            #expect(rest.filter { $0.stream == .stderr }.map(\.text).joined() == "end\n")
            #expect(try await test.engine.wait(id) == 0)
        }
    }
}
