// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct AuditPruningTests {
    @Test func `what is kept stays verifiable, and an entry tells what went`() async throws {
        try await ProgramsFixture.withAudit(entries: 10) { fixture, audit in
            let cut = fixture.time.now + .seconds(-4)
            let before = try await audit.list(AuditFilter())
            #expect(try await audit.prune(olderThan: cut) == 6)
            let places = [6, 7].map { number in
                AuditPlace(sequence: number, hash: before.first { $0.sequence == number }?.hash ?? "")
            }
            #expect(await code { try await audit.verify(expecting: places[0]) } == .auditEntryPruned)
            #expect(try await audit.verify(expecting: places[1]).valid)
            let entries = try await audit.list(AuditFilter())
            #expect(entries.map(\.sequence) == [11, 10, 9, 8, 7])
            #expect(entries.first?.action == "pruneAudit")
            #expect(entries.first?.detail["hash"]?.string == entries.last?.previous)
            let result = try await audit.verify()
            #expect(result.valid && result.entries == 5)
            #expect(try await audit.prune(olderThan: cut) == 0)
        }
    }

    @Test func `the newest entry is never pruned`() async throws {
        try await ProgramsFixture.withAudit(entries: 3) { fixture, audit in
            fixture.time.advance(by: .seconds(1000))
            let removed = try await audit.prune(olderThan: fixture.time.now)
            #expect(removed == 2)
            #expect(try await audit.verify().valid)
        }
    }

    @Test func `anchors of entries that were pruned count no longer`() async throws {
        try await ProgramsFixture.withAudit(entries: 10) { fixture, audit in
            try await audit.anchor()
            fixture.time.advance(by: .seconds(1000))
            try await audit.record(ProgramsFixture.draft(11))
            try await audit.prune(olderThan: fixture.time.now)
            #expect(try await audit.verify().valid)
        }
    }

    @Test(arguments: ["hash = 'x'", "seal = 'x'", "sequence = 5"])
    func `a forged checkpoint is found`(change: String) async throws {
        try await ProgramsFixture.withAudit(entries: 10) { fixture, audit in
            try await audit.prune(olderThan: fixture.time.now + .seconds(-4))
            try await fixture.sql("UPDATE audit_seals SET \(change) WHERE name = 'checkpoint'")
            #expect(try await audit.verify().brokenAt == (change == "sequence = 5" ? 6 : 7))
        }
    }

    @Test func `a forged checkpoint is no reason not to look for a place that somebody kept`() async throws {
        try await ProgramsFixture.withAudit(entries: 10) { fixture, audit in
            let kept = try #require(try await audit.list(AuditFilter(limit: 1)).first)
            try await audit.prune(olderThan: fixture.time.now + .seconds(-4))
            try await fixture.sql("UPDATE audit_seals SET sequence = 99 WHERE name = 'checkpoint'")
            let place = AuditPlace(sequence: kept.sequence, hash: kept.hash)
            #expect(try await audit.verify(expecting: place).valid == false)
        }
    }

    @Test func `the oldest entries gone without a checkpoint is found`() async throws {
        try await ProgramsFixture.withAudit(entries: 10) { fixture, audit in
            try await fixture.sql("DELETE FROM audit_entries WHERE sequence < 4")
            #expect(try await audit.verify().brokenAt == 1)
        }
    }

    @Test func `a check goes through while entries are written and pruned`() async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            try await fixture.database.write { connection in
                for number in 1...1500 { try audit.append(ProgramsFixture.draft(number), on: connection) }
            }
            fixture.time.advance(by: .seconds(10))
            let cut = fixture.time.now
            for number in 1...20 { try await audit.record(ProgramsFixture.draft(number)) }
            async let writing: Void = {
                for number in 1...50 { try await audit.record(ProgramsFixture.draft(number)) }
            }()
            async let pruned = audit.prune(olderThan: cut)
            for _ in 1...5 { #expect(try await audit.verify().valid) }
            try await writing
            #expect(try await pruned == 1501)
            #expect(try await audit.verify().entries == 71)
        }
    }
}
