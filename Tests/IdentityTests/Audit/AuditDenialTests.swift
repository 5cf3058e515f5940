// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

@Suite struct AuditDenialTests {
    private func denial(_ subject: String) -> AuditDraft {
        AuditDraft(of: nil, action: "createSession", subject: subject, address: "192.0.2.1", outcome: .denied)
    }

    @Test func `repetitions become one entry that counts them`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { fixture, audit in
            for _ in 1...1000 { audit.note(denial("user/ann")) }
            audit.note(denial("user/bob"))
            try await run(audit)
            let entries = try await audit.list(AuditFilter())
            #expect(entries.count == 3)
            #expect(entries.compactMap { $0.detail["repeated"]?.integer } == [999])
            #expect(Set(entries.map(\.subject)) == ["user/ann", "user/bob"])
            #expect(try await audit.verify().valid)
        }
    }

    @Test func `a flood of different ones is bounded, and says how many it left out`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { fixture, audit in
            for number in 1...100_000 { audit.note(denial("user/\(number)")) }
            try await run(audit)
            let entries = try await audit.list(AuditFilter(limit: 1000))
            #expect(entries.count == 201)
            #expect(entries.compactMap { $0.detail["omitted"]?.integer } == [99_800])
        }
    }

    @Test func `strangers don't hide what somebody does who is signed in`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { fixture, audit in
            for number in 1...1000 { audit.note(denial("user/\(number)")) }
            let ann = try await fixture.session(try await fixture.user("ann"))
            audit.note(AuditDraft(of: ann, action: "stopServer", subject: "server", outcome: .denied))
            try await run(audit)
            #expect(try await audit.list(AuditFilter(actor: "ann")).map(\.action) == ["stopServer"])
        }
    }

    @Test func `who has the patience for ever more kinds fills no memory`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { fixture, audit in
            for number in 0..<5000 {
                if number % 200 == 0 { fixture.time.advance(by: .seconds(400)) }
                audit.note(denial("user/\(number)"))
            }
            try await run(audit)
            let newest = try #require(try await audit.list(AuditFilter(limit: 1)).first)
            #expect(newest.sequence == 4097)
            #expect(newest.action == "denials" && newest.detail["omitted"]?.integer == 904)
        }
    }

    @Test func `who goes on for hours is written of less and less often`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { fixture, audit in
            let running = Task { await audit.run() }  // Ended below.
            await fixture.time.waitForSleepers()
            for _ in 1...(6 * 360) {
                audit.note(denial("user/ann"))
                fixture.time.advance(by: .seconds(10))
                await fixture.time.waitForSleepers()
            }
            running.cancel()
            await running.value
            let entries = try await audit.list(AuditFilter(limit: 1000))
            #expect((8...14).contains(entries.count))
            let repeated = entries.compactMap { $0.detail["repeated"]?.integer }.reduce(0, +)
            #expect(repeated == 6 * 360 - 1)
        }
    }

    @Test func `running anchors the head, and again only when there is more`() async throws {
        try await ProgramsFixture.withAudit(entries: 3) { fixture, audit in
            let running = Task { await audit.run() }  // Ended below.
            for _ in 1...3 {
                await fixture.time.waitForSleepers()
                fixture.time.advance(by: .seconds(7200))
            }
            await fixture.time.waitForSleepers()
            running.cancel()
            await running.value
            let anchors = try await fixture.events.read(after: nil, subject: "audit")
            #expect(anchors.compactMap { $0.data["sequence"]?.integer } == [3])
        }
    }

    @Test func `what is older than its setting says is pruned`() async throws {
        try await ProgramsFixture.withAudit(entries: 3) { fixture, audit in
            try await fixture.database.write { try SettingStore().set("audit.keep_days", to: 10, on: $0) }
            fixture.time.advance(by: .seconds(11 * 86_400))
            try await audit.record(ProgramsFixture.draft(4))
            let running = Task { await audit.run() }  // Ended below.
            await fixture.time.waitForSleepers()
            running.cancel()
            await running.value
            #expect(try await audit.list(AuditFilter()).map(\.action) == ["pruneAudit", "deleteProject"])
        }
    }

    /// Runs until what was noted is written.
    private func run(_ audit: AuditLog) async throws {
        let running = Task { await audit.run() }  // Ended at once: it writes what waits before it returns.
        running.cancel()
        await running.value
    }
}
