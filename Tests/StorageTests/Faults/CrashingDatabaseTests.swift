// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct CrashingDatabaseTests {
    @Test(arguments: [("3:before", [1, 2]), ("3:after", [1, 2, 3])])
    func `the process dies at the chosen commit, with or without it`(point: String, expected: [Int64]) async throws {
        try await TemporaryDirectory.with { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, point = point as String] in
                try await CrashingDatabaseTests.write(in: directory, until: point)
            }
            let database = try SQLiteDatabase.open(path: directory + "/dextra.db", logger: .silent)
            let identifiers = try await DatabaseConformance.identifiers(database)
            #expect(identifiers == expected)
            await database.close()
        }
    }

    private static func write(in directory: String, until point: String) async throws {
        let sqlite = try await TemporaryDatabase.open(in: directory, migrations: [])
        try await DatabaseConformance.makeTable(sqlite)
        let database = CrashingDatabase(sqlite, at: try #require(CrashPoint(point)))
        for id in 1...9 {
            _ = try? await database.write { _ in throw Refusal() }
            try await database.write { try DatabaseConformance.insert(id, $0) }
        }
    }

    @Test(arguments: ["", "3", "0:before", "-1:after", "3:during", "3:before:", "x:after"])
    func `what is no crash point is refused`(text: String) {
        #expect(CrashPoint(text) == nil)
    }
}
