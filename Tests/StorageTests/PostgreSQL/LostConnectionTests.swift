// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// A write is in effect once, whatever becomes of the connection it was made on.
@Suite(.needsPostgreSQL) struct LostConnectionTests {
    /// Inserts a row and raises its number.
    private static func raise(_ id: Int, _ connection: any WriteConnection) throws {
        try connection.execute(
            "INSERT INTO items (id, size) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET size = items.size + 1",
            [.integer(id)])
    }

    /// Each row with its number.
    private static func numbers(_ database: any Database) async throws -> [Int64: Double] {
        let rows = try await database.read { try $0.rows("SELECT id, size FROM items") }
        return try Dictionary(uniqueKeysWithValues: rows.map { (try $0.integer("id"), try $0.real("size")) })
    }

    /// A database with a table, reached by way of a network that can lose a commit.
    private static func withCutter(
        _ body: (PostgresFixture, CommitCutter, PostgreSQLDatabase) async throws -> Void
    ) async throws {
        try await PostgresFixture.with { fixture in
            try await TemporaryDirectory.with { folder in
                let cutter = try CommitCutter(in: folder, for: fixture.folder)
                defer { cutter.close() }
                try await fixture.open(fixture.url(through: folder)) { database in
                    try await DatabaseConformance.makeTable(database)
                    try await body(fixture, cutter, database)
                }
            }
        }
    }

    @Test func `a session that is ended in mid-transaction costs a second attempt and nothing else`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { database in
                try await DatabaseConformance.makeTable(database)
                let (attempts, told) = (Journal<Int64>(), Journal<Int>())
                try await database.write { connection in
                    connection.afterCommit { told.append(1) }
                    try Self.raise(1, connection)
                    let pid = try #require(try connection.row("SELECT pg_backend_pid() AS pid")).integer("pid")
                    attempts.append(pid)
                    if attempts.all.count == 1 { try fixture.script("SELECT pg_terminate_backend(\(pid), 5000)") }
                    try Self.raise(2, connection)
                }
                #expect(Set(attempts.all).count == 2)
                #expect(attempts.all.count == 2)
                #expect(told.all == [1])
                #expect(try await Self.numbers(database) == [1: 1, 2: 1])
            }
        }
    }

    @Test func `a write whose session is ended each time fails and leaves nothing`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { database in
                try await DatabaseConformance.makeTable(database)
                let failure = await #expect(throws: Failure.self) {
                    try await database.write { connection in
                        try Self.raise(1, connection)
                        let pid = try #require(try connection.row("SELECT pg_backend_pid() AS pid")).integer("pid")
                        try fixture.script("SELECT pg_terminate_backend(\(pid), 5000)")
                        try Self.raise(2, connection)
                    }
                }
                #expect(failure?.code == .databaseUnavailable)
                try await database.write { try Self.raise(3, $0) }
                #expect(try await Self.numbers(database) == [3: 1])
            }
        }
    }

    @Test(arguments: CommitCutter.Cut.allCases)
    func `a connection lost at the commit is settled: done once, told once`(cut: CommitCutter.Cut) async throws {
        try await Self.withCutter { _, cutter, database in
            let (attempts, told) = (Journal<Int>(), Journal<Int>())
            cutter.cutNext(cut)
            let value = try await database.write { connection in
                attempts.append(1)
                connection.afterCommit { told.append(1) }
                try Self.raise(1, connection)
                return 7
            }
            #expect(value == 7)
            #expect(cutter.hasCut)
            #expect(attempts.all.count == (cut == .question ? 2 : 1))
            #expect(told.all == [1])
            #expect(try await Self.numbers(database) == [1: 1])
        }
    }

    @Test func `a commit is found again though the writer's mark was removed before it`() async throws {
        try await Self.withCutter { fixture, cutter, database in
            try fixture.script("DELETE FROM commit_marks")
            cutter.cutNext(.answer)
            try await database.write { try Self.raise(1, $0) }
            #expect(cutter.hasCut)
            #expect(try await Self.numbers(database) == [1: 1])
        }
    }

    @Test func `a group whose session is ended in its middle is run again as a whole`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { database in
                try await DatabaseConformance.makeTable(database)
                let attempts = Journal<Int>()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...20 {
                        group.addTask {
                            try await database.write { connection in
                                try Self.raise(id, connection)
                                guard id == 10 else { return }
                                attempts.append(id)
                                if attempts.all.count == 1 {
                                    _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid()) AS gone")
                                }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(attempts.all.count == 2)
                let numbers = try await Self.numbers(database)
                #expect(numbers.count == 20 && numbers.values.allSatisfy { $0 == 1 })
            }
        }
    }

    @Test(arguments: CommitCutter.Cut.allCases)
    func `a group whose commit is lost is settled as a whole`(cut: CommitCutter.Cut) async throws {
        try await Self.withCutter { _, cutter, database in
            for round in 0..<5 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...20 {
                        group.addTask {
                            try await database.write { try Self.raise(round * 100 + id, $0) }
                            if id == 1 { cutter.cutNext(cut) }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            let numbers = try await Self.numbers(database)
            #expect(numbers.count == 100)
            #expect(numbers.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func `a lock that is not given is database_busy, and the writer works on`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { holder in
                try await fixture.open { database in
                    try await DatabaseConformance.makeTable(database)
                    let held = HeldTransaction()
                    async let first: Void = holder.write { try held.hold($0) }
                    await held.hasBegun()
                    async let refused = failure { try await database.write { try Self.raise(1, $0) } }
                    try fixture.script("SELECT pg_cancel_backend(\(try await fixture.waiter()))")
                    let code = await refused?.code
                    #expect(code == .databaseBusy)
                    held.release()
                    try await first
                    try await database.write { try Self.raise(2, $0) }
                    #expect(try await Self.numbers(database) == [2: 1])
                }
            }
        }
    }

    @Test func `a write that ends its transaction by itself fails, with all that follows`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { database in
                try await DatabaseConformance.makeTable(database)
                let failure = await #expect(throws: Failure.self) {
                    try await database.write { connection in
                        _ = try? connection.execute("ROLLBACK")
                        try Self.raise(1, connection)
                    }
                }
                #expect(failure?.code == .databaseFailed)
                try await database.write { try Self.raise(2, $0) }
                #expect(try await Self.numbers(database) == [2: 1])
            }
        }
    }

    @Test func `a read whose session is ended is read again`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open(readers: 1) { database in
                try await DatabaseConformance.makeTable(database)
                try await database.write { try Self.raise(1, $0) }
                let before = try await Self.numbers(database)
                try fixture.endSessions()
                let after = try await Self.numbers(database)
                #expect(before == after)
            }
        }
    }
}
