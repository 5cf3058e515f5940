// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

@Suite struct AuditLogTests {
    @Test func `entries are numbered without gaps and each names the one before it`() async throws {
        try await ProgramsFixture.withAudit(entries: 5) { _, audit in
            let entries = try await audit.list(AuditFilter())
            #expect(entries.map(\.sequence) == [5, 4, 3, 2, 1])
            for (newer, older) in zip(entries, entries.dropFirst()) { #expect(newer.previous == older.hash) }
            #expect(entries.last?.previous == AuditChain.origin)
            #expect(entries.first?.detail["text"] == "ä \" \\ \u{7} €")
            let result = try await audit.verify()
            #expect(result.valid && result.entries == 5 && result.head == entries.first?.hash && result.sequence == 5)
        }
    }

    @Test func `an empty log is valid`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { _, audit in
            let result = try await audit.verify()
            #expect(result.valid && result.entries == 0 && result.head == AuditChain.origin)
        }
    }

    @Test func `an entry goes with the transaction that it belongs to`() async throws {
        struct Undone: Error {}
        try await ProgramsFixture.withAudit(entries: 2) { fixture, audit in
            await #expect(throws: Undone.self) {
                try await fixture.database.write { connection in
                    try audit.append(ProgramsFixture.draft(3), on: connection)
                    throw Undone()
                }
            }
            try await audit.record(ProgramsFixture.draft(4))
            let entries = try await audit.list(AuditFilter())
            #expect(entries.map(\.subject) == ["project/p4", "project/p2", "project/p1"])
            #expect(try await audit.verify().valid)
        }
    }

    @Test func `many at once, by two nodes, are one chain`() async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            let other = fixture.audit
            try await withThrowingTaskGroup { group in
                for number in 0..<60 {
                    group.addTask { try await (number % 2 == 0 ? audit : other).record(ProgramsFixture.draft(number)) }
                }
                try await group.waitForAll()
            }
            let result = try await audit.verify()
            #expect(result.valid && result.entries == 61)
        }
    }

    @Test func `a list is filtered by actor, action and time, and goes on where it was`() async throws {
        try await ProgramsFixture.withAudit(entries: 6) { fixture, audit in
            let start = fixture.time.now + .seconds(-6)
            try await audit.record(
                AuditDraft(actor: "bob", method: "none", action: "createSession", subject: "user/bob", outcome: .denied)
            )
            #expect(try await audit.list(AuditFilter(actor: "bob")).map(\.sequence) == [7])
            #expect(try await audit.list(AuditFilter(action: "deleteProject", limit: 2)).map(\.sequence) == [6, 5])
            #expect(try await audit.list(AuditFilter(before: 5, limit: 2)).map(\.sequence) == [4, 3])
            let middle = AuditFilter(since: start + .seconds(2), until: start + .seconds(4))
            #expect(try await audit.list(middle).map(\.sequence) == [4, 3])
        }
    }

    @Test func `a list of the largest page has the one more that tells whether another follows`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { fixture, audit in
            try await fixture.database.write { connection in
                for number in 1...1001 { try audit.append(ProgramsFixture.draft(number), on: connection) }
            }
            #expect(try await audit.list(AuditFilter(limit: 1001)).count == 1001)
        }
    }

    @Test func `foreign text is cut off and has no control characters`() async throws {
        try await ProgramsFixture.withAudit(entries: 0) { _, audit in
            let entry = try await audit.record(
                AuditDraft(
                    actor: "a\0b\u{1b}[2J", method: "none", action: "x", subject: String(repeating: "€", count: 999),
                    outcome: .denied, detail: ["long": .string(String(repeating: "x", count: 9999))]))
            #expect(entry.actor == "a\u{fffd}b\u{fffd}[2J")
            #expect(entry.subject.utf8.count <= 500)
            #expect(entry.detail == #"{"omitted_bytes":10010}"#)
            #expect(try await audit.verify().valid)
        }
    }

    @Test func `canonical JSON is that of RFC 8785`() {
        // RFC 8785 §3.2.3 has these keys in this order.
        let value: JSONValue = [
            "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7,
        ]
        #expect(
            CanonicalJSON.text(value)
                == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}")
        #expect(CanonicalJSON.text(["a": .string("\u{8}\t\n\u{c}\r\u{1f}\"\\/")]) == #"{"a":"\b\t\n\f\r\u001f\"\\/"}"#)
        #expect(CanonicalJSON.text([1, .number(2), .number(0.5), nil, false]) == #"[1,2,"0.5",null,false]"#)
    }
}
