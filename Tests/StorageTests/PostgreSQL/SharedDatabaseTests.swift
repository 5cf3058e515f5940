// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Several nodes on one database.
@Suite(.needsPostgreSQL) struct SharedDatabaseTests {
    @Test func `an event of a transaction that is open while others commit is not passed over by a reader`()
        async throws
    {
        try await PostgresFixture.with { fixture in
            try await fixture.open { one in
                try await Migrator().migrate(one, binaryVersion: "test", time: .system)
                try await fixture.open { two in
                    let held = HeldTransaction()
                    async let first: Void = one.write { connection in
                        try Self.append("first", connection)
                        try held.hold(connection)
                    }
                    await held.hasBegun()
                    async let second: Void = two.write { try Self.append("second", $0) }
                    _ = try await fixture.waiter()
                    var seen = try await Self.read(after: 0, two)
                    #expect(seen.isEmpty)
                    held.release()
                    while seen.count < 2 { seen += try await Self.read(after: seen.last?.cursor ?? 0, two) }
                    try await first
                    try await second
                    #expect(seen.map(\.subject) == ["first", "second"])
                    #expect(seen.map(\.cursor) == [1, 2])
                }
            }
        }
    }

    private static func append(_ subject: String, _ connection: any WriteConnection) throws {
        try EventStore().append(
            type: "test", subject: subject, runID: nil, data: .null, at: ManualTime().now, on: connection)
    }

    private static func read(after cursor: Int64, _ database: any Database) async throws -> [(
        cursor: Int64, subject: String
    )] {
        try await database.read { try EventStore().after(cursor, limit: 1, on: $0).map { ($0.cursor, $0.subject) } }
    }

    @Test func `writers of several nodes lose no update`() async throws {
        try await PostgresFixture.with { fixture in
            // A database may have been given another default.
            try fixture.script(
                "ALTER DATABASE \(fixture.name) SET default_transaction_isolation = 'repeatable read'")
            try await fixture.open { one in
                try await DatabaseConformance.makeTable(one)
                try await one.write { try $0.execute("INSERT INTO items (id, size) VALUES (1, 0)") }
                try await fixture.open { two in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 0..<100 {
                            group.addTask {
                                try await [one, two][number % 2].write { connection in
                                    let row = try #require(try connection.row("SELECT size FROM items WHERE id = 1"))
                                    try connection.execute(
                                        "UPDATE items SET size = ? WHERE id = 1", [.real(try row.real("size") + 1)])
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    let size = try await two.read { try $0.row("SELECT size FROM items")?.real("size") }
                    #expect(size == 100)
                }
            }
        }
    }

    @Test func `four nodes that migrate at once apply each migration once`() async throws {
        try await PostgresFixture.with { fixture in
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await fixture.open { database in
                            try await Migrator().migrate(database, binaryVersion: "test", time: .system)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == Schema.migrations.map(\.number))
        }
    }

    @Test(.timeLimit(.minutes(1))) func `news reach the other node, also after its connection was lost`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { teller in
                try await fixture.open { listener in
                    // The rounds that need no reason call for every topic, runs first: only news of events alone make
                    // their calls more than those of runs.
                    let (runs, events) = (Journal<Int>(), Journal<Int>())
                    listener.subscribe(.runs) { runs.append(1) }
                    listener.subscribe(.events) { events.append(1) }
                    for round in 0..<2 {
                        if round == 1 { try fixture.endSessions() }
                        let before = events.all.count - runs.all.count
                        while events.all.count - runs.all.count <= before + 1 {
                            try await teller.write { $0.announce(.events) }
                            try await Task.sleep(for: .milliseconds(20))
                        }
                    }
                }
            }
        }
    }

    @Test func `a thousand commits are told in far fewer notifications, the last of them before the end`() async throws
    {
        try await PostgresFixture.with { fixture in
            try await TemporaryDirectory.with { folder in
                let cutter = try CommitCutter(in: folder, for: fixture.folder)
                defer { cutter.close() }
                try await fixture.open(fixture.url(through: folder)) { database in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<20 {
                            group.addTask { for _ in 0..<50 { try await database.write { $0.announce(.events) } } }
                        }
                        try await group.waitForAll()
                    }
                }
                #expect((1..<500).contains(cutter.notifications))
            }
        }
    }
}
