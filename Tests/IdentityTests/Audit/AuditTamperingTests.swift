// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

/// Somebody edits the tables of the audit log with SQL.
@Suite struct AuditTamperingTests {
    @Test(
        arguments: [
            "at = at + 1", "actor = 'bob'", "method = 'local'", "action = 'x'", "subject = 'project/other'",
            "address = '203.0.113.9'", "address = NULL", "outcome = 'denied'", "outcome = 'nonsense'", "detail = '{}'",
            "detail = 'no JSON'", "hash = previous", "previous = hash",
        ])
    func `a changed entry is found where it is`(change: String) async throws {
        try await ProgramsFixture.withAudit(entries: 9) { fixture, audit in
            try await fixture.sql("UPDATE audit_entries SET \(change) WHERE sequence = 4")
            let result = try await audit.verify()
            #expect(!result.valid && result.brokenAt == 4 && result.entries == 3)
        }
    }

    @Test func `a text moved from one field into the next is found`() async throws {
        try await ProgramsFixture.withAudit(entries: 3) { fixture, audit in
            try await fixture.sql(
                "UPDATE audit_entries SET action = action || 'pro', subject = substr(subject, 4) WHERE sequence = 2")
            #expect(try await audit.verify().brokenAt == 2)
        }
    }

    @Test(arguments: [1, 5, 8])
    func `a deleted entry is found where it is missing`(sequence: Int64) async throws {
        try await ProgramsFixture.withAudit(entries: 9) { fixture, audit in
            try await fixture.sql("DELETE FROM audit_entries WHERE sequence = ?", [.integer(sequence)])
            let result = try await audit.verify()
            #expect(!result.valid && result.brokenAt == sequence)
        }
    }

    @Test func `an entry put in between is found`() async throws {
        try await ProgramsFixture.withAudit(entries: 6) { fixture, audit in
            try await fixture.sql("UPDATE audit_entries SET sequence = sequence + 100 WHERE sequence > 3")
            try await fixture.sql("UPDATE audit_entries SET sequence = sequence - 99 WHERE sequence > 100")
            try await fixture.sql(
                """
                INSERT INTO audit_entries SELECT 4, at, actor, method, action, subject, address, outcome, detail,
                previous, hash FROM audit_entries WHERE sequence = 3
                """)
            #expect(try await audit.verify().brokenAt == 4)
        }
    }

    @Test func `a chain that was made to fit again without the key is found`() async throws {
        try await ProgramsFixture.withAudit(entries: 9) { fixture, audit in
            try await fixture.sql("UPDATE audit_entries SET actor = 'bob' WHERE sequence = 4")
            try await fixture.rebuild(from: 4)
            let result = try await audit.verify()
            #expect(!result.valid && result.entries == 9)
            // What is written later does not make it whole.
            try await audit.record(ProgramsFixture.draft(10))
            #expect(try await audit.verify().brokenAt == 10)
        }
    }

    @Test func `a tail that was cut off is found, also after the log went on`() async throws {
        try await ProgramsFixture.withAudit(entries: 9) { fixture, audit in
            try await fixture.sql("DELETE FROM audit_entries WHERE sequence > 6")
            #expect(try await audit.verify().brokenAt == 7)
            for number in 1...5 { try await audit.record(ProgramsFixture.draft(number)) }
            #expect(try await audit.verify().brokenAt == 7)
        }
    }

    @Test func `a tail that was cut off with its seal moved is found`() async throws {
        try await ProgramsFixture.withAudit(entries: 9) { fixture, audit in
            let seal = try await fixture.database.read { try AuditStore().seal(.head, on: $0) }
            try await fixture.sql("DELETE FROM audit_entries WHERE sequence > 6")
            try await fixture.sql(
                """
                UPDATE audit_seals SET sequence = 6, hash = (SELECT hash FROM audit_entries WHERE sequence = 6)
                WHERE name = 'head'
                """)
            #expect(seal != nil)
            #expect(try await audit.verify().valid == false)
            try await audit.record(ProgramsFixture.draft(1))
            #expect(try await audit.verify().brokenAt == 7)
        }
    }

    @Test func `going back to an earlier state, seal and all, is found by the anchor in the event log`() async throws {
        try await ProgramsFixture.withAudit(entries: 4) { fixture, audit in
            let seal = try #require(try await fixture.database.read { try AuditStore().seal(.head, on: $0) })
            for number in 5...8 { try await audit.record(ProgramsFixture.draft(number)) }
            #expect(try await audit.anchor() == 8)
            try await fixture.sql("DELETE FROM audit_entries WHERE sequence > 4")
            try await fixture.database.write { try AuditStore().put(seal, on: $0) }
            #expect(try await audit.verify().brokenAt == 5)
            for number in 5...9 { try await audit.record(ProgramsFixture.draft(number + 1)) }
            #expect(try await audit.verify().brokenAt == 8)
        }
    }

    @Test func `an anchor that is not ours is found`() async throws {
        try await ProgramsFixture.withAudit(entries: 4) { fixture, audit in
            try await audit.anchor()
            try await fixture.sql("UPDATE events SET data = ? WHERE subject = 'audit'", [.text(#"{"sequence":1}"#)])
            #expect(try await audit.verify().valid == false)
        }
    }

    @Test func `all of it gone is found by a place that somebody kept`() async throws {
        try await ProgramsFixture.withAudit(entries: 4) { fixture, audit in
            let entries = try await audit.list(AuditFilter())
            let place = AuditPlace(sequence: 3, hash: entries[1].hash)
            #expect(try await audit.verify(expecting: place).valid)
            #expect(AuditPlace(place.description) == place)
            let other = AuditPlace(sequence: 3, hash: entries[0].hash)
            #expect(try await audit.verify(expecting: other).brokenAt == 3)
            for table in ["audit_entries", "audit_seals"] { try await fixture.sql("DELETE FROM \(table)") }
            #expect(try await audit.verify().valid)
            let result = try await audit.verify(expecting: place)
            #expect(!result.valid && result.brokenAt == 1)
        }
    }

    @Test(arguments: [
        "DELETE FROM audit_seals", "UPDATE audit_seals SET seal = 'x'", "UPDATE audit_seals SET sequence = 2",
    ])
    func `a seal that is missing or changed is found, and stays so`(change: String) async throws {
        try await ProgramsFixture.withAudit(entries: 4) { fixture, audit in
            try await fixture.sql(change)
            #expect(try await audit.verify().valid == false)
            try await audit.record(ProgramsFixture.draft(5))
            #expect(try await audit.verify().brokenAt == 5)
        }
    }

    @Test func `what stands in for a seal can't be undone by putting another in`() async throws {
        try await ProgramsFixture.withAudit(entries: 4) { fixture, audit in
            try await fixture.sql("UPDATE audit_seals SET seal = 'x'")
            try await audit.record(ProgramsFixture.draft(5))
            try await fixture.sql("UPDATE audit_seals SET seal = 'y'")
            #expect(try await audit.verify().valid == false)
        }
    }
}
