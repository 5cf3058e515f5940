// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Glibc
import HTTP
import Primitives
import TestKit
import Testing
import Wire

@Suite struct ServerLauncherTests {
    /// A program that stands in for `dextra serve`.
    ///
    /// Another process writes it: a descriptor of ours, inherited by whatever another test forks just then, would make
    /// it "text file busy".
    private static func program(_ script: String, in folder: String) throws -> String {
        let path = folder + "/program"
        let pipe = try #require(popen("cat > \(path) && chmod 755 \(path)", "w"))
        fputs("#!/bin/sh\n" + script, pipe)
        try #require(pclose(pipe) == 0)
        return path
    }

    private static func launcher(_ executable: String, patience: Duration = .seconds(30)) -> ServerLauncher {
        ServerLauncher(
            executable: executable, environment: ["PATH": "/usr/bin:/bin"], time: .system, patience: patience)
    }

    @Test func aServerThatEndsAtOnceIsQuoted() async throws {
        try await TemporaryDirectory.with { folder in
            let program = try Self.program("echo first; echo 'error[x]: no database' >&2; exit 74", in: folder)
            let home = folder + "/new/home"
            let failure = await #expect(throws: Failure.self) {
                try await Self.launcher(program).ensureRunning(ServerClient(home: home))
            }
            #expect(failure?.code == .serverNotStarting)
            #expect(failure?.metadata.contains { $0.value == "first\nerror[x]: no database" } == true)
        }
    }

    @Test func theProgramGetsItsDataDirectoryAndASessionOfItsOwn() async throws {
        try await TemporaryDirectory.with { folder in
            let program = try Self.program(
                "echo \"$@\"; [ \"$(ps -o sid= -p $$ | tr -d ' ')\" = $$ ] && echo own session; exit 1", in: folder)
            let failure = await #expect(throws: Failure.self) {
                try await Self.launcher(program).ensureRunning(ServerClient(home: folder + "/h"))
            }
            #expect(
                failure?.metadata.contains { $0.value == "serve --background --home=\(folder)/h\nown session" } == true)
        }
    }

    @Test func aServerThatNeverAnswersIsGivenUp() async throws {
        try await TemporaryDirectory.with { folder in
            // It ends by itself when the test's folder is gone.
            let program = try Self.program("while [ -d \(folder) ]; do sleep 0.02; done", in: folder)
            let failure = await #expect(throws: Failure.self) {
                try await Self.launcher(program, patience: .milliseconds(200))
                    .ensureRunning(ServerClient(home: folder + "/h"))
            }
            #expect(failure?.code == .serverNotStarting)
        }
    }

    @Test func aLostRaceForTheLockWaitsForTheWinner() async throws {
        try await TemporaryDirectory.with { home in
            let program = try Self.program("touch \(home)/lost; exit 73", in: home)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    // The winner answers only after the loser has ended.
                    while access(home + "/lost", F_OK) != 0 { try await Task.sleep(for: .milliseconds(5)) }
                    try await ScriptedServer.at(home) {
                        $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
                    } _: {
                        try await Task.sleep(for: .seconds(600))
                    }
                }
                let info = try await Self.launcher(program).ensureRunning(ServerClient(home: home))
                #expect(info.version == "0.1.0")
                group.cancelAll()
            }
        }
    }

    @Test func aRunningServerIsLeftAlone() async throws {
        try await ScriptedServer.with {
            $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
        } _: { client in
            _ = try await Self.launcher("/nonexistent/program").ensureRunning(client)
        }
    }

    @Test func aPathThatHoldsNoSocketIsRefusedBeforeAnythingIsMade() async throws {
        try await TemporaryDirectory.with { folder in
            let home = folder + "/" + String(repeating: "h", count: 110)
            let failure = await #expect(throws: Failure.self) {
                try await Self.launcher("/bin/false").ensureRunning(ServerClient(home: home))
            }
            #expect(failure?.code == .socketPathTooLong)
            #expect(access(home, F_OK) != 0)
        }
    }
}
