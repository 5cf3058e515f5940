// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import FoundationEssentials
import Glibc
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

@Suite struct DeployCommandTests {
    /// A run that builds and succeeds.
    @Sendable private static func success(_ writer: ServerSentEventWriter, _ script: DeployScript) async throws {
        try await DeployScript.send(
            Sample.event(1, at: 0, "run.step_started", ["step": "build", "attempt": 1]), writer)
        let piece = RunStream.LogPiece(step: "build", stream: "stdout", offset: 0, text: "compiling\n")
        try await writer.send(event: RunStream.log, data: try JSONText.encode(piece))
        try await DeployScript.send(Sample.event(2, at: 2100, "run.step_succeeded", ["step": "build"]), writer)
        try await DeployScript.end(Sample.run(.succeeded, finished: 2500), writer)
    }

    /// A run that goes on until it is cancelled.
    private static func endless() -> DeployScript {
        DeployScript { writer, script in
            try await DeployScript.send(Sample.event(1, at: 0, "run.started"), writer)
            while script.seen.withLock(\.cancels) == 0 { try await Task.sleep(for: .milliseconds(2)) }
            try await DeployScript.end(Sample.run(.cancelled, finished: 900), writer)
        }
    }

    @Test func aDeploymentInAPipe() async throws {
        let script = DeployScript(Self.success)
        try await CommandHarness.with(script.install) { harness in
            try harness.write("<h1>hi</h1>", to: "index.html")
            #expect(await harness.run("deploy") == 0)
            #expect(
                harness.lines == [
                    "uploading 1 file, 11 B", "Deploying shop to production (run 00abcdef)", "build: started",
                    "build | compiling", "build: done in 2.1 s", "✓ shop v3 is live at http://127.0.0.1:8101 (2.5 s)",
                ])
            #expect(harness.error == "")
        }
        let request = try #require(script.seen.withLock(\.requests).first)
        #expect(request.profile == .production)
        #expect(request.manifest.files.map(\.path) == ["index.html"])
        #expect(script.seen.withLock(\.keys).count == 1)
    }

    @Test func onlyWhatIsMissingIsSent() async throws {
        // SHA-256 of "known".
        let digest = "7117fff2d0fd294462b3c802b7cb8753579f23f3946b99cf55f38e873f013f10"
        let script = DeployScript(known: [digest], Self.success)
        try await CommandHarness.with(script.install) { harness in
            try harness.write("one", to: "a.txt")
            try harness.write("one", to: "b.txt")
            try harness.write("two", to: "c.txt")
            try harness.write("known", to: "known.txt")
            try harness.write("ignored", to: "d.log")
            try harness.write("*.log\n", to: ".gitignore")
            #expect(await harness.run("deploy", "--name=other", "--profile", "staging") == 0)
        }
        #expect(script.seen.withLock { $0.uploads.sorted() } == ["*.log\n", "one", "two"])
        #expect(script.seen.withLock(\.requests).first?.profile == .staging)
    }

    @Test func anAppThatNothingKeepsApartIsWarnedOf() async throws {
        try await CommandHarness.with(isolation: "none", DeployScript(Self.success).install) { harness in
            try harness.write("<h1>hi</h1>", to: "index.html")
            #expect(await harness.run("deploy") == 0)
            #expect(harness.lines.last?.hasPrefix("warning: it runs with your own rights") == true)
        }
    }

    @Test func jsonIsOneValuePerLineAndEndsWithTheResult() async throws {
        let script = DeployScript(Self.success)
        try await CommandHarness.with(script.install) { harness in
            try harness.write("x", to: "index.html")
            #expect(await harness.run("deploy", "--json") == 0)
            let values = try harness.lines.map { try JSONText.decode(JSONValue.self, from: $0) }
            #expect(values.map { $0["type"]?.string } == ["run.step_started", "log", "run.step_succeeded", "result"])
            #expect(values.last?["url"]?.string == "http://127.0.0.1:8101")
            #expect(values.last?["release"]?.integer == 3)
            #expect(values.last?["run"]?["state"]?.string == "succeeded")
        }
    }

    @Test func aFailedRunIsTheCommandsFailure() async throws {
        let failure = Failure(
            FailureCode("health_check_failed", .rejected), "the new release did not become healthy",
            metadata: [.init("last_lines", "Traceback\nBoom")])
        let script = DeployScript { writer, _ in
            try await DeployScript.end(Sample.run(.failed, failure: failure, finished: 10), writer)
        }
        try await CommandHarness.with(script.install) { harness in
            try harness.write("x", to: "index.html")
            #expect(await harness.run("deploy") == 1)
            #expect(harness.error.contains("error[health_check_failed]: the new release did not become healthy"))
            #expect(harness.error.contains("    Traceback\n    Boom\n"))
            #expect(harness.error.contains("hint: "))
            #expect(await harness.run("deploy", "--json") == 1)
            let last = try JSONText.decode(Problem.self, from: try #require(harness.lines.last))
            #expect(last.failure.code == failure.code)
        }
    }

    @Test func withoutWaitingTheRunIsNamed() async throws {
        let script = DeployScript { _, _ in }
        try await CommandHarness.with(script.install) { harness in
            try harness.write("x", to: "index.html")
            #expect(await harness.run("deploy", "--wait=false") == 0)
            #expect(harness.output.contains("dextra runs 00abcdef --follow"))
        }
    }

    /// What is to be called next goes to the server that this command line named, and the words are the shell's.
    @Test func whatIsNamedNextAsksTheSameServer() async throws {
        let failure = Failure(.internalError, "it did not work")
        let script = DeployScript { writer, _ in
            try await DeployScript.end(Sample.run(.failed, failure: failure, finished: 10), writer)
        }
        try await CommandHarness.with(script.install) { harness in
            try harness.write("x", to: "index.html")
            try FileManager.default.createSymbolicLink(
                atPath: harness.home + "/a b", withDestinationPath: harness.home)
            for (home, word) in [(harness.home, harness.home), (harness.home + "/a b", "'\(harness.home)/a b'")] {
                #expect(await harness.run("deploy", "--wait=false", "--home", home) == 0)
                #expect(harness.output.contains("Follow it with: dextra --home=\(word) runs 00abcdef --follow"))
                #expect(await harness.run("deploy", "--home", home) != 0)
                #expect(harness.error.contains("'dextra --home=\(word) runs 00abcdef --log'"))
            }
        }
    }

    @Test func oneInterruptLetsTheRunGoOn() async throws {
        let time = ManualTime()
        let script = Self.endless()
        try await CommandHarness.with(time: time.source, script.install) { harness in
            try harness.write("x", to: "index.html")
            harness.signals.send(SIGINT)
            async let status = harness.run("deploy")
            await time.waitForSleepers()
            time.advance(by: .seconds(2))
            #expect(await status == 130)
            #expect(harness.error.contains("dextra cancel 00abcdef"))
        }
        #expect(script.seen.withLock(\.cancels) == 0)
    }

    @Test func twoInterruptsCancelTheRun() async throws {
        let script = Self.endless()
        try await CommandHarness.with(time: ManualTime().source, script.install) { harness in
            try harness.write("x", to: "index.html")
            harness.signals.send(SIGINT)
            harness.signals.send(SIGINT)
            #expect(await harness.run("deploy") == 130)
            #expect(harness.error.contains("error[cancelled]"))
        }
        #expect(script.seen.withLock(\.cancels) == 1)
    }

    @Test func whenTimeIsOverTheRunGoesOn() async throws {
        let time = ManualTime()
        let script = Self.endless()
        try await CommandHarness.with(time: time.source, script.install) { harness in
            try harness.write("x", to: "index.html")
            async let status = harness.run("deploy", "--timeout=90s")
            await time.waitForSleepers()
            time.advance(by: .seconds(91))
            #expect(await status == 75)
            #expect(harness.error.contains("error[still_running]"))
        }
        #expect(script.seen.withLock(\.cancels) == 0)
    }

    private static func ask(_ cursor: Int64, _ writer: ServerSentEventWriter) async throws {
        let question: JSONValue = ["text": "Did the migration run?", "answers": ["retry", "continue", "abort"]]
        try await DeployScript.send(Sample.event(cursor, at: 0, "run.waiting", ["question": question]), writer)
    }

    @Test func aQuestionEndsTheWatch() async throws {
        let script = DeployScript { writer, script in
            script.seen.withLock {
                $0.question = Question(text: "Did the migration run?", answers: [.retry, .proceed, .abort])
            }
            try await Self.ask(1, writer)
            try await Task.sleep(for: .seconds(600))
        }
        try await CommandHarness.with(script.install) { harness in
            try harness.write("x", to: "index.html")
            #expect(await harness.run("deploy") == 76)
            #expect(harness.error.contains("dextra answer 00abcdef retry|continue|abort"))
        }
    }

    @Test func aQuestionThatWasAnsweredIsHistory() async throws {
        let script = DeployScript { writer, script in
            try await Self.ask(1, writer)
            try await DeployScript.end(Sample.run(.succeeded, finished: 900), writer)
        }
        try await CommandHarness.with(script.install) { harness in
            try harness.write("x", to: "index.html")
            #expect(await harness.run("deploy") == 0)
        }
    }

    @Test func badInputIsRefusedBeforeAServerIsAsked() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run("deploy") == 65)
            #expect(harness.error.contains("error[source_empty]"))
            #expect(await harness.run("deploy", "nowhere") == 66)
            try harness.write("name: shop\nnonsense: 1\n", to: "dextra.yaml")
            #expect(await harness.run("deploy") == 65)
            #expect(harness.error.contains("dextra.yaml:2:1") || harness.error.contains("line 2"))
            #expect(await harness.run("deploy", "--name=Not_A_Name") == 65)
        }
    }
}
