// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Storage
import StorageSQLite
import Synchronization
import TestKit
import Testing

@Suite struct DurabilityTests {
    /// A process writes pairs of rows from several tasks, notes each pair after it was acknowledged, and is killed in
    /// the middle of that.
    @Test(arguments: [1, 40, 400])
    func `what was acknowledged before kill -9 is there afterwards, whole`(acknowledgements: Int) async throws {
        try await TemporaryDirectory.with { directory in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [directory = directory as String, acknowledgements = acknowledgements as Int] in
                try await DurabilityTests.writeUntilKilled(in: directory, acknowledgements: acknowledgements)
            }
            let notes = try Data(contentsOf: URL(filePath: directory + "/notes"))
            let acknowledged = notes.withUnsafeBytes { Array($0.bindMemory(to: Int64.self)) }
            let database = try SQLiteDatabase.open(path: directory + "/dextra.db", logger: .silent)
            let present = Set(try await DatabaseConformance.identifiers(database))
            #expect(acknowledged.count >= acknowledgements)
            #expect(present.isSuperset(of: acknowledged))
            // Each transaction is there whole or not at all.
            #expect(present.allSatisfy { present.contains($0 % 2 == 1 ? $0 + 1 : $0 - 1) })
            try await database.checkIntegrity()
            await database.close()
        }
    }

    /// Kills its own process after so many acknowledgements, while other writes are on their way.
    private static func writeUntilKilled(in directory: String, acknowledgements: Int) async throws {
        let database = try await TemporaryDatabase.open(in: directory, migrations: [])
        try await DatabaseConformance.makeTable(database)
        let notes = Glibc.open(directory + "/notes", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        let count = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for step in 0... {
                        let id = (step * 8 + task) * 2 + 1
                        try await database.write { connection in
                            try DatabaseConformance.insert(id, connection)
                            try DatabaseConformance.insert(id + 1, connection)
                        }
                        var note = Int64(id)
                        write(notes, &note, 8)
                        if count.next() == acknowledgements { kill(getpid(), SIGKILL) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private final class Counter: Sendable {
        private let value = Atomic<Int>(0)

        func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).newValue }
    }
}
