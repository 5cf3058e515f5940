// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import Commands
import FoundationEssentials
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Testing

@Suite struct ContextCommandTests {
    @Test func contextsAreListedAndChosen() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("context list") == 0)
            #expect(harness.lines.count == 2)
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("context list") == 0)
            #expect(harness.lines.last?.hasPrefix("*  prod") == true)
            #expect(await harness.run("context use local") == 0)
            #expect(await harness.run("context show --json") == 0)
            #expect(harness.output.contains(#""name":"local""#))
            #expect(await harness.run("context use prdo") == 66)
            #expect(harness.error.contains("hint: did you mean 'prod'?"))
            #expect(await harness.run("context show prod") == 0)
            #expect(harness.output.contains("ada"))
        }
    }

    /// A socket is this machine's own server; a code is a refusal.
    @Test(
        arguments: [
            ("", [:], "prod"), ("", ["DEXTRA_URL": "", "DEXTRA_CONTEXT": "", "DEXTRA_HOME": ""], "prod"),
            ("", ["DEXTRA_HOME": "/x"], "/x/dextra.sock"),
            ("", ["DEXTRA_CONTEXT": "prod", "DEXTRA_HOME": "/x"], "prod"),
            ("", ["DEXTRA_CONTEXT": "local", "DEXTRA_HOME": "/x"], "/x/dextra.sock"),
            ("", ["DEXTRA_CONTEXT": "unknown"], "context_unknown"),
            ("", ["DEXTRA_URL": "https://ci.test", "DEXTRA_TOKEN": "t"], "https://ci.test"),
            ("", ["DEXTRA_URL": "https://ci.test", "DEXTRA_TOKEN": "t", "DEXTRA_HOME": "/x"], "https://ci.test"),
            ("", ["DEXTRA_URL": "https://ci.test"], "not_signed_in"),
            ("", ["DEXTRA_URL": "http://ci.test", "DEXTRA_TOKEN": "t"], "invalid_argument"),
            ("", ["DEXTRA_URL": "https://ci.test", "DEXTRA_CONTEXT": "prod"], "usage"),
            ("--home /h", ["DEXTRA_CONTEXT": "prod", "DEXTRA_HOME": "/x"], "/h/dextra.sock"),
            ("--home /h", ["DEXTRA_URL": "https://ci.test", "DEXTRA_TOKEN": "t"], "/h/dextra.sock"),
            ("--home /h --context local", [:], "/h/dextra.sock"), ("--home /h --context prod", [:], "usage"),
            ("--context prod", ["DEXTRA_HOME": "/x"], "prod"),
            ("--context prod", ["DEXTRA_URL": "https://ci.test", "DEXTRA_TOKEN": "t"], "prod"),
            ("--context local", ["DEXTRA_CONTEXT": "prod", "DEXTRA_HOME": "/x"], "/x/dextra.sock"),
            ("--context unknown", [:], "context_unknown"), ("--context a/b", [:], "invalid_argument"),
        ] as [(String, [String: String], String)])
    func theServerIsThatOfTheClosestWord(
        _ options: String, _ environment: [String: String], _ expected: String
    ) async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            let server: String
            do {
                server = try harness.server("status \(options)", environment: environment)
            } catch { server = Failure.wrapping(error).code.name }
            #expect(server == (expected == "prod" ? harness.url : expected))
        }
    }

    @Test func theEnvironmentAloneIsEnoughForABuildServer() async throws {
        try await RemoteHarness.with { harness in
            let environment = [
                "DEXTRA_URL": harness.url, "DEXTRA_TOKEN": "dxt_brought", "DEXTRA_CA": harness.authority,
            ]
            #expect(await harness.run("whoami --json", environment: environment) == 0)
            #expect(harness.output.contains(#""user":"ada""#))
            #expect(!FileManager.default.fileExists(atPath: harness.folder.path))
            let revoked = environment.merging(["DEXTRA_TOKEN": "dxt_old"]) { $1 }
            #expect(await harness.run("whoami", environment: revoked) == 77)
            #expect(harness.error.contains("run 'dextra login \(harness.url)'"))
        }
    }

    @Test func logoutRevokesWhatLoginMade() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("login URL --ca CA --name prod") == 0)
            let id = try #require(try harness.folder.list().contexts.first?.tokenID)
            #expect(await harness.run("logout") == 0)
            #expect(harness.api.changes == ["DELETE /v1/tokens/\(id)"])
            #expect(try harness.folder.token(of: try ContextName("prod")) == nil)
            #expect(await harness.run("status") == 77)
            #expect(harness.error.contains("error[not_signed_in]"))
            #expect(await harness.run("logout") == 0)
            #expect(harness.output.contains("Nobody was signed in"))
        }
    }

    @Test func whoSignsInWhileALogoutIsUnderWayStaysSignedIn() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("login URL --ca CA --name prod") == 0)
            let prod = try ContextName("prod")
            harness.api.state.withLock { state in
                state.whileRevoking = {
                    try harness.folder.update { list in
                        var entry = try list.known(prod)
                        entry.tokenID = "another"
                        try harness.folder.setToken(Redacted("dxt_another"), of: prod)
                        list.put(entry)
                    }
                }
            }
            #expect(await harness.run("logout prod") == 0)
            #expect(try harness.folder.token(of: prod)?.reveal() == "dxt_another")
            #expect(try harness.folder.list().known(prod).tokenID == "another")
        }
    }

    @Test func logoutKeepsAwayFromTokensMadeElsewhere() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("logout prod") == 0)
            #expect(harness.output.contains("made elsewhere"))
            #expect(harness.api.changes == [])
            #expect(await harness.run("logout local") == 64)
            #expect(await harness.run("logout", environment: ["DEXTRA_HOME": "/x"]) == 64)
        }
    }

    @Test func logoutForgetsAlsoWhenTheServerIsAway() async throws {
        try await RemoteHarness.with { harness in
            let prod = try ContextName("prod")
            var saved = SavedContext(name: prod, url: "http://127.0.0.1:1")
            saved.tokenID = "id"
            try harness.folder.setToken(Redacted("dxt_x"), of: prod)
            try harness.folder.update { [saved] list in list.put(saved) }
            #expect(await harness.run("logout prod") == 69)
            #expect(harness.error.contains("error[token_not_revoked]"))
            #expect(try harness.folder.token(of: prod) == nil)
        }
    }

    @Test func aTokenThatTheServerKnowsNoMoreIsLoggedOut() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("login URL --ca CA --name prod") == 0)
            harness.api.state.withLock { $0.secrets = [:] }
            #expect(await harness.run("status") == 77)
            #expect(harness.error.contains("has expired or was revoked"))
            #expect(await harness.run("logout") == 0)
        }
    }

    @Test func removingIsConfirmedAndLeavesNothing() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("context remove prod") == 64)
            #expect(await harness.run("context remove prod", canAsk: true, answer: "no") == 130)
            let before = try harness.folder.list()
            #expect(before.contexts.count == 1)
            #expect(await harness.run("context remove prod", canAsk: true, answer: "prod") == 0)
            let after = try harness.folder.list()
            #expect(after.contexts.isEmpty && after.current == .local)
            #expect(await harness.run("context remove local --yes") == 64)
        }
    }

    @Test(arguments: ["serve", "migrate --to postgres://h/d", "backup restore f", "doctor"])
    func whatWorksOnThisMachineRefusesAnother(_ line: String) async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            let status = await harness.run(line + " --context prod")
            let said = harness.error + harness.output
            #expect(said.contains("works on this machine, not on the server of context prod"))
            #expect(status != 0)
        }
    }

    @Test(arguments: ["stop", "setup-link"]) func theServerInUseIsNotMistakenForThisOne(_ verb: String) async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run(verb) == 64)
            #expect(harness.error.contains("error[local_only]"))
        }
    }

    @Test func aQuestionNamesTheServer() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("destroy shop", canAsk: true, answer: "no") == 130)
            #expect(harness.output.contains("Stop shop at prod (\(harness.url)) and remove"))
        }
    }

    @Test func whereBackupsLieIsSaidAtTheServer() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn() == 0)
            #expect(await harness.run("backup list here") == 64)
            #expect(await harness.run("backup create /srv/backups/") == 64)
            #expect(harness.error.contains("error[local_only]: where backups lie is said on the server's own machine"))
        }
    }

    @Test func shellsAreProposedPlainWordsOnly() async throws {
        // Its patience never ends on a clock that stands still.
        let time = ManualTime().source
        try await RemoteHarness.with { harness in
            let tokens = [try IdentityScript.token("ci", 1), try IdentityScript.token("$(reboot)", 2)]
            harness.api.state.withLock { $0.tokens = tokens }
            #expect(await harness.run("lookup users", time: time) == 0)
            #expect(harness.output == "" && harness.error == "")
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("lookup contexts", time: time) == 0)
            #expect(harness.lines == ["local", "prod"])
            #expect(await harness.run("lookup projects", time: time) == 0)
            #expect(harness.lines == ["shop"])
            #expect(await harness.run("lookup tokens", time: time) == 0)
            #expect(harness.lines == ["ci", "dxt_ci"])
        }
    }

    @Test func aServerThatIsSilentHoldsNoShellUp() async throws {
        let time = ManualTime()
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            harness.api.state.withLock { $0.isSilent = true }
            async let status = harness.run("lookup projects", time: time.source)
            await time.waitForSleepers()
            time.advance(by: .seconds(2))
            #expect(await status == 0)
            #expect(harness.output == "")
        }
    }
}
