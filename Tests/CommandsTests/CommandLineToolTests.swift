// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Commands
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

@Suite struct CommandLineToolTests {
    @Test func helpIsNoFailure() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run() == 0)
            #expect(harness.output.contains("Usage: dextra"))
            #expect(await harness.run("env", "set", "--help") == 0)
            #expect(await harness.run("help", "exit-codes") == 0)
            #expect(await harness.run("help", "delpoy") == 64)
            #expect(harness.error.contains("dextra help deploy"))
        }
    }

    @Test func mistakesAreUsageFailuresInTheFormAskedFor() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run("delpoy") == 64)
            #expect(harness.error.contains("hint: did you mean 'dextra deploy'?"))
            #expect(await harness.run("deploy", "--nonsense", "--json") == 64)
            let problem = try JSONText.decode(Problem.self, from: try #require(harness.lines.last))
            #expect(problem.failure.code == .usage)
        }
    }

    @Test func theVersionHasThreeSpellings() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run("version") == 0)
            #expect(await harness.run("--version") == 0)
            #expect(await harness.run("version", "--json") == 0)
            let version = DextraVersion.current
            #expect(harness.lines == ["dextra \(version)", "dextra \(version)", #"{"version":"\#(version)"}"#])
        }
    }

    @Test func everyCommandIsDescribedAndFits() {
        func visit(_ command: CommandSpec, _ path: [String]) {
            #expect(!command.summary.isEmpty && !command.summary.hasSuffix("."), "\(path)")
            #expect(command.summary.count <= 66, "\(path)")
            for line in HelpText.page(for: CommandLineTool.spec, path: path, width: 80).split(separator: "\n") {
                #expect(line.count <= 80, "\(path): \(line)")
            }
            for child in command.subcommands { visit(child, path + [child.name]) }
        }
        visit(CommandLineTool.spec, [])
    }

    @Test func completionNeedsNoServer() async throws {
        try await CommandHarness.with { harness in
            for shell in CompletionShell.allCases {
                #expect(await harness.run("completion", shell.rawValue) == 0)
                #expect(harness.output.contains("rollback"))
            }
            #expect(!harness.output.contains("static-server"))
        }
    }

    @Test func theServerIsTheCompositionRoots() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run("serve", "--front-port=9000") == 0)
            #expect(harness.output == "serve \(harness.home) 9000\n")
            #expect(await harness.run("serve", "--front-port=0") == 64)
            #expect(await harness.run("static-server", "--a", "b", "--", "--json") == 4)
        }
    }

    @Test func destructionIsConfirmed() async throws {
        let destroyed = Mutex(0)
        try await CommandHarness.with {
            $0.delete("/v1/projects/:name") { exchange in
                destroyed.withLock { $0 += 1 }
                try await exchange.respond(json: Sample.run(), status: .accepted)
            }
        } _: { harness in
            #expect(await harness.run("destroy", "shop") == 64)
            #expect(harness.error.contains("error[confirmation_needed]"))
            #expect(await harness.run("destroy", "shop", canAsk: true, answer: "yes") == 130)
            #expect(await harness.run("destroy", "shop", canAsk: true, answer: nil) == 130)
            #expect(destroyed.withLock { $0 } == 0)
            #expect(await harness.run("destroy", "shop", "--no-wait", canAsk: true, answer: "shop") == 0)
            #expect(await harness.run("destroy", "shop", "--no-wait", "--yes") == 0)
            #expect(destroyed.withLock { $0 } == 2)
        }
    }

    @Test func variablesAreSealedUnlessPlain() async throws {
        let changes = Mutex<[String]>([])
        try await CommandHarness.with {
            $0.put("/v1/projects/:name/environment/:variable") { exchange in
                let change = try await exchange.decodeBody(as: EnvironmentChange.self)
                let place = try exchange.parameter("name") + "/" + exchange.parameter("variable")
                let profile = exchange.request.query["profile"] ?? ""
                changes.withLock { $0.append("\(place) \(profile) \(change.value) \(change.secret)") }
                try await exchange.respond(json: [:] as JSONValue)
            }
        } _: { harness in
            #expect(await harness.run("env", "set", "A=1", "B=x=y") == 0)
            #expect(await harness.run("env", "set", "--plain", "-p", "staging", "--project=api", "C=") == 0)
            #expect(await harness.run("env", "set", "A=1", "oops") == 64)
            // One standard input is one value: the second would be set to nothing.
            #expect(await harness.run("env", "set", "A=-", "B=-") == 64)
            #expect(harness.error.contains("the value of one variable"))
            #expect(!harness.output.contains("x=y"))
        }
        #expect(
            changes.withLock { $0 } == [
                "shop/A production 1 true", "shop/B production x=y true", "api/C staging  false",
            ])
    }

    private static func serveLog(_ texts: [String], on router: inout Router) {
        router.get("/v1/projects/:name/logs") { exchange in
            let stream = try await exchange.startEvents()
            let asked = ["tail", "release", "since"].compactMap { exchange.request.query[$0] }.joined(separator: " ")
            for (index, text) in (["asked \(asked)"] + texts).enumerated() {
                let line = LogStream.Line(
                    text: text, at: Timestamp(millisecondsSinceEpoch: 1_780_000_000_000), stream: "stdout", release: 2)
                try await stream.send(event: LogStream.line, id: "2-\(index)", data: try JSONText.encode(line))
            }
            try await stream.send(event: LogStream.current, data: "{}")
            try await stream.send(event: LogStream.end, data: "{}")
        }
    }

    @Test func logsKeepNothingButColoursOnATerminalAndAllInAFile() async throws {
        try await CommandHarness.with {
            Self.serveLog(["\u{1B}[2J\u{1B}[31mred"], on: &$0)
        } _: { harness in
            #expect(await harness.run("logs", "-n5", "--release", "v2") == 0)
            #expect(harness.output == "asked 5 2\n\u{1B}[2J\u{1B}[31mred\n")
            #expect(await harness.run("logs", canAsk: true) == 0)
            #expect(harness.output.hasSuffix("asked 100\nred\n"))
        }
    }

    @Test func linesAreChosenAndShownWithTheirTimes() async throws {
        try await CommandHarness.with {
            Self.serveLog(["one 500", "two 404", "three 503", "four"], on: &$0)
        } _: { harness in
            #expect(await harness.run("logs", "--grep", "/ 5\\d\\d/", "-t", "-n1") == 0)
            #expect(harness.output == "2026-05-28T20:26:40.000Z three 503\n")
            #expect(await harness.run("logs", "--grep", "two", "--json") == 0)
            #expect(
                harness.output.hasSuffix(
                    #"{"at":"2026-05-28T20:26:40.000Z","release":2,"stream":"stdout","text":"two 404","type":"log"}"#
                        + "\n"))
            #expect(await harness.run("logs", "--grep", "/(/") == 64)
            #expect(await harness.run("logs", "--since", "yesterday") == 64)
            #expect(await harness.run("logs", "--since", "2026-11-25", "--grep", "asked") == 0)
            #expect(harness.output.hasSuffix("asked 2026-11-25T00:00:00.000Z\n"))
        }
    }

    @Test func theBuildLogIsThatOfTheProfilesLastDeployment() async throws {
        try await CommandHarness.with {
            $0.get("/v1/runs") { exchange in
                #expect(exchange.request.query["kind"] == "deploy")
                var (production, staging) = (Sample.run(.succeeded), Sample.run(.failed))
                production.input = ["profile": "production"]
                staging.id = RunID(at: Sample.moment(1), random: (0, 7))
                staging.input = ["profile": "staging"]
                try await exchange.respond(json: Page(items: [staging, production]))
            }
            $0.get("/v1/runs/:id/log") { exchange in
                let isStaging = try exchange.parameter("id") != Sample.runID.description
                let text = isStaging ? "staging one\nstaging two" : "production one\nproduction two\n"
                try await exchange.respond(HTTPResponse.text(text))
            }
        } _: { harness in
            #expect(await harness.run("logs", "--build") == 0)
            #expect(await harness.run("logs", "--build", "-p", "staging", "-n1", "-t") == 0)
            #expect(await harness.run("logs", "--build", "--grep", "one", "--json") == 0)
            #expect(
                harness.lines == [
                    "production one", "production two", "staging two", #"{"text":"production one","type":"log"}"#,
                ])
            #expect(await harness.run("logs", "--build", "-p", "development") == 66)
        }
    }

    @Test func whatIsNoPortIsAFinding() async throws {
        try await CommandHarness.with { harness in
            let environment = ["DEXTRA_FRONT_PORT": "70000"]
            #expect(await harness.run(["doctor", "--home", "/nowhere"], environment: environment) == 72)
            #expect(harness.lines.contains { $0.hasPrefix("missing  port 70000") })
        }
    }

    @Test func aRunIsFollowedByItsName() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run("runs", "--follow") == 64)
            #expect(await harness.run("runs", "--log") == 64)
        }
    }

    @Test func aBackupIsAskedForUnderAKey() async throws {
        let keys = Mutex<[String?]>([])
        try await CommandHarness.with {
            $0.post("/v1/backups") { exchange in
                keys.withLock { $0.append(exchange.request.headers["Idempotency-Key"]) }
                try await exchange.respond(json: Sample.run(), status: .accepted)
            }
        } _: { harness in
            #expect(await harness.run("backup", "create", "--no-wait") == 0)
        }
        #expect(keys.withLock { $0.count == 1 && $0[0] != nil })
    }

    @Test func aUnitIsPrintedForProgramsToo() async throws {
        try await CommandHarness.with { harness in
            #expect(await harness.run("service", "print", "--json") == 0)
            let report = try JSONText.decode(JSONValue.self, from: try #require(harness.lines.last))
            #expect(report["path"]?.string?.hasSuffix("/dextra.service") == true)
            #expect(report["unit"]?.string?.contains("ExecStart=") == true)
        }
    }

    @Test func followingEndsWhenNobodyReads() async throws {
        try await CommandHarness.with {
            $0.get("/v1/projects/:name/logs") { exchange in
                _ = try await exchange.startEvents()
                try await Task.sleep(for: .seconds(600))
            }
        } _: { harness in
            #expect(await harness.run("logs", "-f", isReaderGone: true) == 141)
            #expect(harness.error == "")
        }
    }

    @Test(arguments: ["v3", "3"]) func aReleaseIsNamedEitherWay(_ release: String) async throws {
        let asked = Mutex<Int?>(nil)
        try await CommandHarness.with {
            $0.post("/v1/projects/:name/rollback") { exchange in
                let request = try await exchange.decodeBody(as: RollbackRequest.self)
                asked.withLock { $0 = request.release }
                try await exchange.respond(json: Sample.run(), status: .accepted)
            }
        } _: { harness in
            #expect(await harness.run("rollback", release, "--no-wait") == 0)
            #expect(await harness.run("rollback", "latest") == 64)
        }
        #expect(asked.withLock { $0 } == 3)
    }

    @Test func theProjectIsThatOfTheFolderUnlessNamed() async throws {
        try await CommandHarness.with {
            $0.get("/v1/projects/:name/releases") { exchange in
                throw Failure(.notFound, try exchange.parameter("name"))
            }
        } _: { harness in
            #expect(await harness.run("releases") == 66)
            #expect(harness.error.contains("not_found]: shop"))
            try harness.write("name: from-file\n", to: "dextra.yaml")
            #expect(await harness.run("releases") == 66)
            #expect(harness.error.contains("not_found]: from-file"))
            #expect(await harness.run("releases", "typed") == 66)
            #expect(harness.error.contains("not_found]: typed"))
        }
    }
}
