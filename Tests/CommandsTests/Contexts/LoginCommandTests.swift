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

@Suite struct LoginCommandTests {
    private static let pending = Failure(FailureCode("authorization_pending", .usage), "not yet")

    @Test func aBrowserConfirmsAndTheContextIsInUse() async throws {
        try await RemoteHarness.with { harness in
            harness.api.state.withLock { $0.refusals = [Self.pending] }
            #expect(await harness.run("login URL --ca CA --name prod") == 0)
            #expect(harness.output.contains("\(harness.url)/device?code=ABCD-EFGH"))
            #expect(harness.output.contains("Code: ABCD-EFGH"))
            #expect(harness.output.contains("Signed in to \(harness.url) as ada; the context 'prod' is in use now."))
            #expect(!harness.output.contains("dxt_"))

            let list = try harness.folder.list()
            #expect(list.current.text == "prod")
            #expect(list.contexts.first?.user == "ada")
            #expect(list.contexts.first?.tokenID != nil)
            #expect(try harness.folder.token(of: list.current)?.reveal().hasPrefix("dxt_made") == true)
            // The authority is kept, so that its file may go.
            #expect(await harness.run("whoami") == 0)
            #expect(harness.lines.first == "ada (Ada)")
            #expect(harness.output.contains("operator:shop, viewer"))
        }
    }

    @Test func programsAreToldWhatPeopleRead() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("login URL --ca CA --name prod --json") == 0)
            let lines = try harness.lines.map { try JSONText.decode(JSONValue.self, from: $0) }
            #expect(lines.count == 2)
            #expect(lines.first?["user_code"]?.string == "ABCD-EFGH")
            #expect(lines.last?["user"]?.string == "ada")
            #expect(lines.last?["context"]?.string == "prod")
            #expect(!harness.output.contains("dxt_"))
        }
    }

    @Test(arguments: [("access_denied", FailureCategory.forbidden, 77), ("expired_token", .usage, 77)])
    func aRefusalSavesNothing(_ code: String, _ category: FailureCategory, _ status: Int32) async throws {
        try await RemoteHarness.with { harness in
            harness.api.state.withLock { $0.refusals = [Failure(FailureCode(code, category), "no")] }
            #expect(await harness.run("login URL --ca CA") == status)
            #expect(harness.error.contains("error[\(code)]"))
            #expect(!FileManager.default.fileExists(atPath: harness.folder.path))
        }
    }

    @Test func aTokenThatCannotBeKeptIsRevoked() async throws {
        try await RemoteHarness.with { harness in
            harness.api.state.withLock { $0.refusesSessions = true }
            #expect(await harness.run("login URL --ca CA") == 77)
            let token = try #require(harness.api.state.withLock(\.tokens).first)
            #expect(harness.api.changes == ["DELETE /v1/tokens/\(token.id)"])
            #expect(!FileManager.default.fileExists(atPath: harness.folder.path))
        }
    }

    @Test func anAuthorityMayBeALink() async throws {
        try await TemporaryDirectory.with { folder in
            try await RemoteHarness.with { harness in
                let link = folder + "/authority.pem"
                try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: harness.authority)
                #expect(await harness.run("login URL --ca \(link) --token-stdin", secret: "dxt_brought") == 0)
            }
        }
    }

    @Test func whatIsNoPageIsNotOpened() async throws {
        try await TemporaryDirectory.with { folder in
            try ExecutableScript.write("#!/bin/sh\ntouch \(folder)/opened\n", to: folder + "/xdg-open")
            try await RemoteHarness.with { harness in
                harness.api.setAddress("mailto:ada@example.com")
                #expect(
                    await harness.run(
                        "login URL --ca CA", canAsk: true,
                        environment: ["DISPLAY": ":1", "PATH": folder + ":/usr/bin:/bin"]) == 0)
                #expect(harness.output.contains("Open this page in a browser"))
                #expect(!FileManager.default.fileExists(atPath: folder + "/opened"))
            }
        }
    }

    @Test func controlCGivesUp() async throws {
        try await RemoteHarness.with { harness in
            harness.signals.send(SIGWINCH)
            harness.signals.send(SIGINT)
            // A clock that stands still: nobody ever asks whether the code was confirmed.
            #expect(await harness.run("login URL --ca CA", time: ManualTime().source) == 130)
            #expect(!FileManager.default.fileExists(atPath: harness.folder.path))
        }
    }

    @Test func aServerThatNobodyVouchesForGetsNothing() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("login URL --token-stdin", secret: "dxt_brought") == 69)
            #expect(harness.error.contains("error[certificate_untrusted]"))
            let line = try #require(harness.error.split(separator: "\n").first { $0.contains("fingerprint: sha256:") })
            #expect(!FileManager.default.fileExists(atPath: harness.folder.path))

            let fingerprint = line.split(separator: " ").last.map(String.init) ?? ""
            #expect(
                await harness.run("login URL --fingerprint \(fingerprint) --token-stdin", secret: "dxt_brought") == 0)
            #expect(await harness.run("context list") == 0)
            #expect(harness.output.contains("fingerprint"))
            // It is kept, also over another login.
            #expect(await harness.run("login URL --token-stdin", secret: "dxt_brought") == 0)
            #expect(try harness.folder.list().contexts.first?.fingerprint == fingerprint)
            let other = String(repeating: "00", count: 32)
            #expect(await harness.run("login URL --fingerprint \(other) --token-stdin", secret: "dxt_brought") == 69)
            #expect(harness.error.contains("error[certificate_changed]"))
        }
    }

    @Test(arguments: ["dxt_unknown", "", "  \n", "two words", "dxt_ä"])
    func whatIsNoGoodTokenIsNotKept(_ token: String) async throws {
        try await RemoteHarness.with { harness in
            let status = await harness.run("login URL --ca CA --token-stdin", secret: token)
            #expect(status == (token == "dxt_unknown" ? 77 : 64))
            #expect(!FileManager.default.fileExists(atPath: harness.folder.path))
        }
    }

    @Test func anotherLoginTakesTheFirstOnesPlace() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.run("login URL --ca CA --name prod") == 0)
            let first = try #require(try harness.folder.list().contexts.first?.tokenID)
            #expect(await harness.run("login") == 0)
            let second = try #require(try harness.folder.list().contexts.first?.tokenID)
            #expect(first != second)
            #expect(harness.api.changes == ["DELETE /v1/tokens/\(first)"])
            #expect(try harness.folder.list().contexts.count == 1)
        }
    }

    @Test(arguments: [
        ("login", "where to?"), ("login http://deploy.example.com", "not encrypted"),
        ("login URL --name local", "this machine's own"), ("login URL --name a/b", "can't be the name"),
        ("login URL --ca CA --fingerprint " + String(repeating: "00", count: 32), "exclude each other"),
        ("login URL --ca /nonexistent.pem", "can't be read"), ("login URL --fingerprint abc", "not the fingerprint"),
        ("login --name unknown", "there is no context"),
    ]) func mistakesAreNamed(_ line: String, _ message: String) async throws {
        try await RemoteHarness.with { harness in
            let status = await harness.run(line)
            #expect([64, 65, 66].contains(status))
            #expect(harness.error.contains(message), "\(harness.error)")
        }
    }

    @Test func aNameBelongsToOneServer() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("login https://other.example.com --name prod") == 64)
            #expect(harness.error.contains("another server's"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func theBrowserGetsThePage() async throws {
        try await TemporaryDirectory.with { folder in
            try ExecutableScript.write(
                "#!/bin/sh\necho \"$1\" > \(folder)/opened.new\nmv \(folder)/opened.new \(folder)/opened\n",
                to: folder + "/xdg-open")
            try await RemoteHarness.with { harness in
                #expect(
                    await harness.run(
                        "login URL --ca CA", canAsk: true,
                        environment: ["DISPLAY": ":1", "PATH": folder + ":/usr/bin:/bin"]) == 0)
                while !FileManager.default.fileExists(atPath: folder + "/opened") {
                    try await Task.sleep(for: .milliseconds(10))
                }
                let page = try String(contentsOfFile: folder + "/opened", encoding: .utf8)
                #expect(page == "\(harness.url)/device?code=ABCD-EFGH\n")
            }
        }
    }
}
