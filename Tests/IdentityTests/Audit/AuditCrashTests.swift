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

@Suite struct AuditCrashTests {
    @Test(arguments: ["1:before", "1:after", "2:before", "5:after", "7:before", "9:after"])
    func `a chain whose server was killed is whole, and goes on`(point: String) async throws {
        try await TemporaryDirectory.with { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, point = point as String] in
                try await AuditCrashTests.write(in: directory, until: point)
            }
            let database = try await TemporaryDatabase.open(in: directory)
            let fixture = try ProgramsFixture(directory: directory, database: database)
            let expected = try #require(CrashPoint(point)).entries
            #expect(try await fixture.audit.verify().entries == expected)
            try await fixture.audit.record(ProgramsFixture.draft(99))
            let result = try await fixture.audit.verify()
            #expect(result.valid && result.entries == expected + 1)
            await database.close()
        }
    }

    private static func write(in directory: String, until point: String) async throws {
        let database = CrashingDatabase(
            try await TemporaryDatabase.open(in: directory), at: try #require(CrashPoint(point)))
        let audit = try ProgramsFixture(directory: directory, database: database).audit
        for number in 1...20 { try await audit.record(draft(number)) }
    }

    private static func draft(_ number: Int) -> AuditDraft { ProgramsFixture.draft(number) }
}

extension CrashPoint {
    /// How many entries must be there, of one for each commit.
    fileprivate var entries: Int { phase == .before ? write - 1 : write }
}
