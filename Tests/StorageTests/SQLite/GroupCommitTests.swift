// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct GroupCommitTests {
    private func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let database = try SQLiteDatabase.open(path: directory + "/dextra.db", readers: 1, logger: .silent)
            try await DatabaseConformance.makeTable(database)
            try await body(database)
            await database.close()
        }
    }

    /// Holds the writer until all the given writes wait, so that they become one group; returns who succeeded.
    private func together(
        _ writes: [@Sendable (any WriteConnection) throws -> Void], in database: SQLiteDatabase
    ) async throws -> [Result<Void, any Error>] {
        let gate = BlockingQueue<Bool>()
        return try await withThrowingTaskGroup(of: (Int, Result<Void, any Error>)?.self) { group in
            let started = Latch()
            group.addTask {
                try await database.write { _ in
                    started.open()
                    _ = gate.take(atMost: 1)
                }
                return nil
            }
            await started.wait()
            for (index, write) in writes.enumerated() {
                group.addTask {
                    do {
                        return (index, .success(try await database.write(write)))
                    } catch { return (index, .failure(error)) }
                }
                while database.statistics.waiting <= index { await Task.yield() }
            }
            _ = gate.put(true)
            let outcomes = try await group.reduce(into: [Int: Result<Void, any Error>]()) { outcomes, next in
                if let (index, outcome) = next { outcomes[index] = outcome }
            }
            return try writes.indices.map { try #require(outcomes[$0]) }
        }
    }

    private func code(_ outcome: Result<Void, any Error>) -> FailureCode? {
        if case .failure(let error) = outcome { (error as? Failure)?.code } else { nil }
    }

    private func insertion(_ id: Int) -> @Sendable (any WriteConnection) throws -> Void {
        { try DatabaseConformance.insert(id, $0) }
    }

    @Test func `writes that wait share one commit`() async throws {
        try await withDatabase { database in
            let before = database.statistics
            let outcomes = try await together((1...50).map(insertion), in: database)
            #expect(outcomes.allSatisfy { code($0) == nil })
            // One for the write that held the gate, one for all the others.
            #expect(database.statistics.commits == before.commits + 2)
            #expect(database.statistics.writes == before.writes + 51)
            #expect(try await DatabaseConformance.identifiers(database).count == 50)
        }
    }

    @Test func `a member that throws is undone alone, in the same commit`() async throws {
        try await withDatabase { database in
            let commits = database.statistics.commits
            let journal = Journal<Int>()
            let writes: [@Sendable (any WriteConnection) throws -> Void] = (1...9).map { id in
                { connection in
                    connection.afterCommit { journal.append(id) }
                    try DatabaseConformance.insert(id, connection)
                    if id.isMultiple(of: 3) { throw Refusal() }
                }
            }
            let outcomes = try await together(writes, in: database)
            let failed = outcomes.indices.filter { if case .failure = outcomes[$0] { true } else { false } }
            #expect(failed == [2, 5, 8])
            #expect(database.statistics.commits == commits + 2)
            #expect(journal.all == [1, 2, 4, 5, 7, 8])
            let identifiers = try await DatabaseConformance.identifiers(database)
            #expect(identifiers == [1, 2, 4, 5, 7, 8])
        }
    }

    @Test func `when a member makes SQLite undo everything, the others are done again without it`() async throws {
        try await withDatabase { database in
            let journal = Journal<Int>()
            var writes: [@Sendable (any WriteConnection) throws -> Void] = (1...5).map { id in
                { connection in
                    connection.afterCommit { journal.append(id) }
                    try DatabaseConformance.insert(id, connection)
                }
            }
            // Loses the transaction, swallows the error and goes on: nothing of it may land by itself.
            writes.insert(
                { connection in
                    connection.afterCommit { journal.append(100) }
                    try DatabaseConformance.insert(100, connection)
                    _ = try? connection.execute("INSERT OR ROLLBACK INTO items (id) VALUES (100)")
                    _ = try? DatabaseConformance.insert(101, connection)
                }, at: 2)
            let outcomes = try await together(writes, in: database)
            #expect(outcomes.map(code) == [nil, nil, .uniqueViolated, nil, nil, nil])
            #expect(journal.all == [1, 2, 3, 4, 5])
            let identifiers = try await DatabaseConformance.identifiers(database)
            #expect(identifiers == [1, 2, 3, 4, 5])
        }
    }

    @Test func `a member that ends the transaction itself fails alone`() async throws {
        try await withDatabase { database in
            let outcomes = try await together(
                [insertion(1), { try $0.execute("ROLLBACK") }, insertion(2)], in: database)
            #expect(outcomes.map(code) == [nil, .databaseFailed, nil])
            let identifiers = try await DatabaseConformance.identifiers(database)
            #expect(identifiers == [1, 2])
        }
    }

    @Test func `when the disk is full for one, those that fit still land`() async throws {
        try await withDatabase { database in
            // Room for a few more pages than there are now.
            try await database.write { _ = try $0.rows("PRAGMA max_page_count=20") }
            let large: @Sendable (any WriteConnection) throws -> Void = { connection in
                try connection.execute(
                    "INSERT INTO items (id, body) VALUES (100, ?)", [.bytes([UInt8](repeating: 1, count: 1 << 20))])
            }
            let outcomes = try await together([insertion(1), large, insertion(2)], in: database)
            #expect(outcomes.map(code) == [nil, .diskFull, nil])
            let identifiers = try await DatabaseConformance.identifiers(database)
            #expect(identifiers == [1, 2])
        }
    }
}
