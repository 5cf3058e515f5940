// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Containers
import ContainersKit
import Dockerfiles
import FoundationEssentials
import Glibc
import Primitives
import Processes
import Testing

/// Generated Dockerfiles, built by Docker's classic builder and run.
///
/// One after the other: each builds a program, and there are few cores.
@Suite(.serialized, .enabled(if: ToolchainImages.canRun, "\(ToolchainImages.requirement)"), .timeLimit(.minutes(15)))
struct ImageTests {
    @Test(arguments: ImageCase.all)
    func anImageServesAndEnds(image: ImageCase) async throws {
        if image.needsPyPI, try await !Self.reachesPyPI() {
            try Test.cancel("NEEDS PyPI: the project has packages of it")
        }
        try await ImageFixture.with(image) { test in
            _ = try await test.build()
            let snapshot = try await test.image()
            #expect(snapshot.user.split(separator: ":").first.flatMap { Int($0) }.map { $0 > 0 } == true)
            #expect(snapshot.exposedPorts == [8080] && snapshot.hasHealthcheck == (test.made.healthCheck != nil))

            let container = try await test.start(port: 9191)
            #expect(try await test.page(of: container).contains(image.answer))
            let processes = try await test.engine.processes(of: container.id)
            let user = try #require(processes.titles.firstIndex { $0 == "UID" || $0 == "USER" })
            #expect(!processes.rows.contains { $0[user] == "root" || $0[user] == "0" }, "\(processes.rows)")
            if let check = test.made.healthCheck {
                let result = try await test.engine.collect(ExecCommand(check), in: container.id)
                #expect(result.exitCode == 0, "\(String(decoding: result.error, as: UTF8.self))")
                // What a release command is run with.
                let shell = try await test.engine.collect(ExecCommand(["/bin/sh", "-c", "id -u"]), in: container.id)
                #expect(shell.exitCode == 0 && String(decoding: shell.output, as: UTF8.self).hasPrefix("0") == false)
            }
            for program in image.lacks { #expect(try await !has(program, test, container.id), "\(program)") }

            // What is killed when its time is over ends with 137.
            try await test.engine.stop(container.id, timeout: .seconds(10))
            let code = try await test.engine.container(container.id).state.exitCode
            #expect(code == 0 || code == 143, "\(code)")

            if let (file, line) = image.changes, let cached = image.cached {
                let path = "\(test.folder)/\(file)"
                let text = try #require(FileManager.default.contents(atPath: path))
                try TestFolder.write(String(decoding: text, as: UTF8.self) + line, to: path)
                let steps = try await test.build()
                let step = try #require(steps.first { $0.instruction.hasPrefix(cached) }, "\(steps)")
                #expect(step.isCached)
                #expect(steps.contains { $0.instruction == "COPY . ." && !$0.isCached })
            }
        }
    }

    /// Its health check is what the engine goes by.
    @Test func theEngineFindsItHealthy() async throws {
        let image = try #require(ImageCase.all.first { $0.name == "node-server" })
        try await ImageFixture.with(image) { test in
            _ = try await test.build()
            let container = try await test.start(port: 9192)
            var health = try await test.engine.container(container.id).state.health
            while health != .healthy, health != .unhealthy {
                try await TimeSource.system.sleep(for: .milliseconds(200))
                health = try await test.engine.container(container.id).state.health
            }
            #expect(health == .healthy)
        }
    }

    private func has(_ program: String, _ test: ImageFixture, _ container: String) async throws -> Bool {
        do {
            return try await test.engine.collect(ExecCommand([program, "--version"]), in: container).exitCode == 0
        } catch {
            return false
        }
    }

    private static func reachesPyPI() async throws -> Bool {
        let command = Command(
            executable: "curl",
            arguments: ["-sf", "--max-time", "20", "-o", "/dev/null", "https://pypi.org/simple/flask/"],
            environment: ["PATH": "/usr/bin:/bin"], output: .discarded)
        return try await Child.run(command, timeout: .seconds(30)) == .exited(0)
    }
}
