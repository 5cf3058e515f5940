// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import HTTP
import Model
import Primitives
import Testing
import Wire

@Suite struct AuditCommandTests {
    private static func entry(_ sequence: Int64) -> AuditEntry {
        AuditEntry(
            sequence: sequence, at: Timestamp(millisecondsSinceEpoch: 1_780_000_000_000), actor: "an\u{1b}[31mn",
            method: "session", action: "deleteProject", subject: "project/shop", address: nil, outcome: .denied,
            detail: [:], previous: "0", hash: "1")
    }

    @Test func `a list shows who did what, and asks the server for what was asked`() async throws {
        try await CommandHarness.with {
            $0.get("/v1/audit") { exchange in
                let query = exchange.request.query
                guard query["actor"] == "ann", query["action"] == nil, query["since"] == "2026-11-01T00:00:00.000Z"
                else {
                    throw Failure(.invalidArgument, "\(query)")
                }
                try await exchange.respond(json: Page(items: [Self.entry(7), Self.entry(6)]))
            }
        } _: { harness in
            #expect(await harness.run("audit", "list", "--actor", "ann", "--since", "2026-11-01") == 0)
            #expect(harness.lines.count == 3 && !harness.output.contains("\u{1b}"))
            #expect(harness.lines[1].contains("deleteProject") && harness.lines[1].contains("denied"))
            #expect(await harness.run("audit", "list", "--actor", "ann", "--since", "2026-11-01", "--json") == 0)
            #expect(harness.lines.count == 5 && harness.lines[4].contains(#""sequence":6"#))
            #expect(await harness.run("audit", "list", "--since", "yesterday") == 64)
        }
    }

    @Test func `a log that fits is a success, with the entry to keep`() async throws {
        try await CommandHarness.with {
            $0.get("/v1/audit/verification") { exchange in
                try await exchange.respond(
                    json: AuditVerification(
                        entries: 3, valid: true, reason: exchange.request.query["expecting"], sequence: 3, head: "abc"))
            }
        } _: { harness in
            #expect(await harness.run("audit", "verify") == 0)
            #expect(harness.output.contains("3 entries") && harness.output.contains("--expect 3:abc"))
            #expect(await harness.run("audit", "verify", "--expect", "2:ab", "--json") == 0)
            let result = try JSONText.decode(AuditVerification.self, from: try #require(harness.lines.last))
            #expect(result.reason == "2:ab")
        }
    }

    @Test func `a broken one is a failure, for people and programs`() async throws {
        try await CommandHarness.with {
            $0.get("/v1/audit/verification") { exchange in
                try await exchange.respond(
                    json: AuditVerification(
                        entries: 6, valid: false, brokenAt: 7, reason: "the entry was changed", sequence: 6, head: "abc"
                    ))
            }
        } _: { harness in
            #expect(await harness.run("audit", "verify") == 74)
            #expect(harness.error.contains("entry 7: the entry was changed"))
            #expect(await harness.run("audit", "verify", "--json") == 74)
            let problem = try JSONText.decode(Problem.self, from: try #require(harness.lines.last))
            #expect(problem.failure.code.name == "audit_broken")
            #expect(harness.lines.dropLast().last?.contains(#""broken_at":7"#) == true)
        }
    }

    @Test func `offline it needs no server`() async throws {
        try await CommandHarness.with { _ in
        } _: { harness in
            #expect(await harness.run("audit", "verify", "--offline", "--home", "/nowhere") == 0)
            #expect(await harness.run("audit", "verify", "--offline", "--home", "/nowhere/broken") == 74)
        }
    }
}
