// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Model
import Primitives
import Synchronization
import Testing

/// What the commands for people, teams and tokens ask of a server, as strings.
@Suite struct PeopleCommandTests {
    private static let shop = "project/\(Sample.projectID)"

    private static func check(
        _ line: String, _ expected: [String], status: Int32 = 0,
        _ prepare: @Sendable @escaping (inout IdentityScript.State) throws -> Void = { _ in }
    ) async throws {
        try await RemoteHarness.with { harness in
            try harness.api.state.withLock { try prepare(&$0) }
            #expect(await harness.signIn() == 0)
            #expect(await harness.run(line) == status, "\(harness.error)")
            #expect(harness.api.changes == expected)
        }
    }

    @Test(arguments: [
        ("users add ada", #"POST /v1/users {"grants":[],"name":"ada"}"#),
        (
            "users add Ada --grant operator:shop --grant viewer --email a@x --display-name A",
            #"POST /v1/users {"display_name":"A","email":"a@x","grants":"#
                + #"[{"role":"operator","scope":"SHOP"},{"role":"viewer","scope":"everything"}],"name":"ada"}"#
        ),
        ("users invite ada", #"PATCH /v1/users/ada {"reset":"password"}"#),
        ("users change ada --disable --reset-totp", #"PATCH /v1/users/ada {"disabled":true,"reset":"totp"}"#),
        ("users change ada --enable", #"PATCH /v1/users/ada {"disabled":false}"#),
        (
            "users change ada --grant deployer:shop",
            #"PATCH /v1/users/ada {"grants":[{"role":"viewer","scope":"everything"},{"role":"deployer","scope":"SHOP"}]}"#
        ),
        (
            "users change ada --revoke viewer",
            #"PATCH /v1/users/ada {"grants":[{"role":"operator","scope":"SHOP"}]}"#
        ),
        (
            "users change ada --grant viewer:device_group/edge --revoke operator:shop",
            #"PATCH /v1/users/ada {"grants":[{"role":"viewer","scope":"everything"},"#
                + #"{"role":"viewer","scope":"device_group/edge"}]}"#
        ),
        (
            "users change ada --allow-address 10.0.0.0/8 --allow-address ::1",
            #"PATCH /v1/users/ada {"allowed_addresses":["10.0.0.0/8","::1"]}"#
        ),
        ("users change ada --allow-address any", #"PATCH /v1/users/ada {"allowed_addresses":[]}"#),
        ("users remove ada --yes", "DELETE /v1/users/ada"),
        ("teams add web", #"POST /v1/teams {"grants":[],"members":[],"name":"web"}"#),
        (
            "teams add web --grant deployer:shop --member ada --member bob",
            #"POST /v1/teams {"grants":[{"role":"deployer","scope":"SHOP"}],"members":["ada","bob"],"name":"web"}"#
        ),
        ("teams change web --member eve --remove-member bob", #"PATCH /v1/teams/web {"members":["ada","eve"]}"#),
        (
            "teams change web --grant viewer --revoke deployer:shop",
            #"PATCH /v1/teams/web {"grants":[{"role":"viewer","scope":"everything"}]}"#
        ),
        ("teams remove web --yes", "DELETE /v1/teams/web"),
        ("tokens create ci", #"POST /v1/tokens {"name":"ci","scopes":["view","deploy"]}"#),
        (
            "tokens create ci --scope operate --scope view --scope view --project shop --expires 7",
            #"POST /v1/tokens {"expires_in_days":7,"name":"ci","projects":["shop"],"scopes":["view","operate"]}"#
        ),
        (
            "tokens create ci --never-expires --owner Ada",
            #"POST /v1/tokens {"expires_in_days":0,"name":"ci","owner":"ada","scopes":["view","deploy"]}"#
        ),
        ("tokens revoke ci --yes", "DELETE /v1/tokens/TOKEN"),
        ("tokens revoke dxt_ci --yes", ""),
        ("tokens revoke dxt_elsewhere --yes", "DELETE /v1/tokens/OTHER"),
    ]) func whatIsAskedOfTheServer(_ line: String, _ expected: String) async throws {
        let (mine, other) = (try IdentityScript.token("ci", 1), try IdentityScript.token("elsewhere", 2, owner: "bob"))
        let request = expected.replacing("SHOP", with: Self.shop).replacing("TOKEN", with: "\(mine.id)")
            .replacing("OTHER", with: "\(other.id)")
        let status: Int32 = expected.isEmpty ? 66 : 0
        try await Self.check(line, expected.isEmpty ? [] : [request], status: status) { state in
            var ada = IdentityScript.user(try UserName("ada"))
            ada.grants = [Grant(.operator, .project(Sample.projectID)), Grant(.viewer)]
            state.users["ada"] = ada
            state.teams["web"] = IdentityScript.team(
                try UserName("web"), [Grant(.deployer, .project(Sample.projectID))],
                [try UserName("ada"), try UserName("bob")])
            state.tokens = [mine, other]
        }
    }

    @Test(
        arguments: [
            ("users change ada", 64), ("users change ada --enable --disable", 64), ("users add ada --grant king", 64),
            ("users add ada --grant operator:", 65), ("users add ada --grant operator:nowhere", 66),
            ("users add ada --grant operator:device_group/", 64), ("users add -- -x", 65),
            ("users change ada --revoke owner", 64), ("users remove ada", 64), ("users show nobody", 66),
            ("teams change web", 64), ("teams change web --remove-member eve", 64), ("teams remove web", 64),
            ("tokens create ci --expires 0", 64), ("tokens create ci --scope own", 64),
            ("tokens create ci --expires 7 --never-expires", 64), ("tokens create ci --project NO", 65),
            ("tokens revoke unknown --yes", 66), ("tokens revoke twice --yes", 65),
        ] as [(String, Int32)]) func whatIsRefusedBeforeAnythingChanges(_ line: String, _ status: Int32) async throws
    {
        try await Self.check(line, [], status: status) { state in
            state.users["ada"] = IdentityScript.user(try UserName("ada"))
            state.teams["web"] = IdentityScript.team(try UserName("web"), [], [])
            state.tokens = [try IdentityScript.token("twice", 1), try IdentityScript.token("twice", 2)]
        }
    }

    @Test func aSecretStandsAloneForPrograms() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn() == 0)
            #expect(await harness.run("tokens create ci --quiet") == 0)
            #expect(harness.output == "dxt_verysecret\n")
            #expect(await harness.run("tokens create ci --json") == 0)
            let made = try JSONText.decode(JSONValue.self, from: try #require(harness.lines.only))
            #expect(made["secret"]?.string == "dxt_verysecret")
            #expect(await harness.run("tokens create ci") == 0)
            #expect(harness.output.contains("    dxt_verysecret\n"))
            #expect(harness.output.contains("It ends with the token that this command is signed in with"))
        }
    }

    @Test func peopleAreListedWithTheirRoles() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn() == 0)
            #expect(await harness.run("users list") == 0)
            #expect(harness.output.contains("dextra setup-link"))
            try harness.api.state.withLock { state in
                var ada = IdentityScript.user(try UserName("ada"))
                ada.grants = [Grant(.operator, .project(Sample.projectID)), Grant(.viewer, .deviceGroup("\u{1B}[2J"))]
                ada.disabled = true
                ada.displayName = "A\u{1B}[31m"
                state.users["ada"] = ada
                state.teams["web"] = IdentityScript.team(try UserName("web"), [Grant(.owner)], [try UserName("ada")])
                state.tokens = [try IdentityScript.token("ci", 1)]
            }
            #expect(await harness.run("users list") == 0)
            #expect(harness.lines.last?.hasPrefix("ada (disabled)") == true)
            #expect(harness.output.contains("operator:shop, viewer:device_group/"))
            #expect(!harness.output.contains("\u{1B}"))
            #expect(await harness.run("users show ada") == 0)
            #expect(harness.output.contains("operator:shop"))
            #expect(await harness.run("teams list") == 0)
            #expect(harness.lines.last == "web   owner  ada")
            #expect(await harness.run("tokens list --all") == 0)
            #expect(harness.lines.last?.contains("dxt_ci…  ada    view, deploy  all") == true)
            for command in ["users list", "teams list", "tokens list"] {
                #expect(await harness.run(command + " --json") == 0)
                #expect(throws: Never.self) { try JSONText.decode(JSONValue.self, from: harness.lines.only ?? "") }
            }
        }
    }

    @Test func aRemovalNamesTheServer() async throws {
        try await RemoteHarness.with { harness in
            #expect(await harness.signIn("--name prod") == 0)
            #expect(await harness.run("users remove ada", canAsk: true, answer: "bob") == 130)
            #expect(harness.output.contains("Remove ada at prod (\(harness.url))"))
            #expect(await harness.run("users remove ada", canAsk: true, answer: "ada") == 0)
            #expect(harness.api.changes == ["DELETE /v1/users/ada"])
        }
    }
}

extension Array {
    /// The element of an array of one.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
