// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Identity
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire

/// What is written down before something is done, so that nothing is done without a trace.
@Suite struct AuditIntentTests {
    private static let late = AuditLog.longestIntent + .seconds(1)

    private func intents(_ fixture: ProgramsFixture) async throws -> [AuditIntentRecord] {
        let moment = fixture.time.now + .seconds(1)
        return try await fixture.database.read { try AuditIntentStore().list(before: moment, limit: 10, on: $0) }
    }

    @Test func `what was done becomes the entry`() async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            let intent = try await audit.begin(ProgramsFixture.draft(2, outcome: .unknown))
            #expect(try await intents(fixture).count == 1)
            try await audit.record(ProgramsFixture.draft(2), settling: intent)
            #expect(try await intents(fixture).isEmpty)
            fixture.time.advance(by: Self.late)
            try await audit.settleAbandoned()
            #expect(try await audit.list(AuditFilter()).map(\.outcome) == [.succeeded, .succeeded])
        }
    }

    @Test func `what was not done leaves nothing`() async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            let intent = try await audit.begin(ProgramsFixture.draft(2, outcome: .unknown))
            try await audit.withdraw(intent)
            fixture.time.advance(by: Self.late)
            try await audit.settleAbandoned()
            #expect(try await audit.list(AuditFilter()).count == 1)
        }
    }

    @Test func `what nobody settled is told once, and not too early`() async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            let begun = fixture.time.now
            _ = try await audit.begin(ProgramsFixture.draft(2, outcome: .unknown))
            fixture.time.advance(by: AuditLog.longestIntent)
            try await audit.settleAbandoned()
            #expect(try await audit.list(AuditFilter()).count == 1)
            fixture.time.advance(by: .seconds(1))
            for _ in 0..<2 { try await audit.settleAbandoned() }
            let entries = try await audit.list(AuditFilter())
            #expect(entries.map(\.outcome) == [.unknown, .succeeded])
            #expect(entries[0].subject == "project/p2" && entries[0].actor == "ann")
            #expect(entries[0].detail["begun_at"]?.string == "\(begun)")
            #expect(try await audit.verify().valid)
        }
    }

    @Test(arguments: ["1:before", "1:after", "2:before", "2:after"])
    func `a server that is killed leaves either`(point: String) async throws {
        try await TemporaryDirectory.with { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, point = point as String] in
                let database = CrashingDatabase(
                    try await TemporaryDatabase.open(in: directory), at: try #require(CrashPoint(point)))
                let audit = try ProgramsFixture(directory: directory, database: database).audit
                let intent = try await audit.begin(ProgramsFixture.draft(1, outcome: .unknown))
                try await audit.record(ProgramsFixture.draft(1), settling: intent)
                try await audit.record(ProgramsFixture.draft(2))
            }
            let database = try await TemporaryDatabase.open(in: directory)
            let fixture = try ProgramsFixture(directory: directory, database: database)
            fixture.time.advance(by: Self.late)
            try await fixture.audit.settleAbandoned()
            let outcomes = try await fixture.audit.list(AuditFilter()).map(\.outcome)
            let expected: [String: [AuditOutcome]] = ["1:before": [], "2:after": [.succeeded]]
            #expect(outcomes == expected[point] ?? [.unknown])
            await database.close()
        }
    }

    @Test(arguments: ["1:before", "1:after", "2:before", "2:after"])
    func `a server that is killed while something fails leaves either`(point: String) async throws {
        try await TemporaryDirectory.with { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, point = point as String] in
                let database = CrashingDatabase(
                    try await TemporaryDatabase.open(in: directory), at: try #require(CrashPoint(point)))
                let audit = try ProgramsFixture(directory: directory, database: database).audit
                let intent = try await audit.begin(ProgramsFixture.draft(1, outcome: .unknown))
                try await audit.note(ProgramsFixture.draft(1, outcome: .failed), settling: intent)
            }
            let database = try await TemporaryDatabase.open(in: directory)
            let fixture = try ProgramsFixture(directory: directory, database: database)
            fixture.time.advance(by: Self.late)
            try await fixture.audit.settleAbandoned()
            let expected: [String: [AuditOutcome]] = ["1:before": [], "2:after": [.failed]]
            #expect(try await fixture.audit.list(AuditFilter()).map(\.outcome) == expected[point] ?? [.unknown])
            await database.close()
        }
    }

    @Test func `what fails again and again is one entry, and leaves nothing begun`() async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            for _ in 0..<3 {
                let intent = try await audit.begin(ProgramsFixture.draft(2, outcome: .unknown))
                try await audit.note(ProgramsFixture.draft(2, outcome: .failed), settling: intent)
            }
            #expect(try await intents(fixture).isEmpty)
            #expect(try await audit.list(AuditFilter()).map(\.outcome) == [.failed, .succeeded])
        }
    }

    @Test(arguments: ["draft = replace(draft, 'ann', 'bob')", "seal = 'x'", "at = at - 1", "draft = 'x'"])
    func `what somebody else wrote there puts nothing into anybody's mouth`(change: String) async throws {
        try await ProgramsFixture.withAudit(entries: 1) { fixture, audit in
            _ = try await audit.begin(ProgramsFixture.draft(2, outcome: .unknown))
            try await fixture.sql("UPDATE audit_intents SET \(change)")
            fixture.time.advance(by: Self.late)
            try await audit.settleAbandoned()
            let entry = try #require(try await audit.list(AuditFilter()).first)
            #expect(entry.actor == "system" && entry.action == "foreignIntent" && entry.outcome == .failed)
        }
    }
}
