// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Servers that crash, tables that change, and statements without end.
@Suite(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: scripts/setup --test"))
struct OutageTests {
    @Test func `after a crash of the server everything that was acknowledged is there, and work goes on`() async throws
    {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { database in
                try await DatabaseConformance.makeTable(database)
                try await database.write { try DatabaseConformance.insert(1, $0) }
                try fixture.server.crash()
                let read = await #expect(throws: Failure.self) { try await DatabaseConformance.identifiers(database) }
                #expect(read?.code == .databaseUnavailable && read?.isRetryable == true)
                let write = await #expect(throws: Failure.self) {
                    try await database.write { try DatabaseConformance.insert(2, $0) }
                }
                #expect(write?.code == .databaseUnavailable)
                try fixture.server.start()
                try await database.write { try DatabaseConformance.insert(3, $0) }
                #expect(try await DatabaseConformance.identifiers(database) == [1, 3])
            }
        }
    }

    @Test func `a statement goes on working when a migration has changed what it gives`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { database in
                try await DatabaseConformance.makeTable(database)
                try await database.write { try DatabaseConformance.insert(1, $0) }
                let columns: @Sendable (any ReadConnection) throws -> Int = { connection in
                    try connection.row("SELECT * FROM items")?.columns.count ?? 0
                }
                // Often enough for both readers and the writer to have the statement prepared.
                for _ in 0..<8 { #expect(try await database.read(columns) == 5) }
                #expect(try await database.write(columns) == 5)
                try await database.write { try $0.execute("ALTER TABLE items ADD COLUMN note TEXT") }
                for _ in 0..<8 { #expect(try await database.read(columns) == 6) }
                #expect(try await database.write(columns) == 6)
            }
        }
    }

    @Test func `a session keeps a bounded number of prepared statements`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { database in
                let prepared = try await database.write { connection in
                    for number in 0..<600 { _ = try connection.rows("SELECT \(number) AS number") }
                    return try connection.row("SELECT COUNT(*) AS count FROM pg_prepared_statements")?.integer("count")
                }
                #expect((1...256).contains(try #require(prepared)))
            }
        }
    }

    /// Told by polling alone, the rounds would take several times the limit.
    @Test(.timeLimit(.minutes(1))) func `news go back and forth between nodes without waiting for a poll`() async throws
    {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { one in
                try await fixture.node { other in
                    try await DatabaseConformance.makeTable(one)
                    let (ones, others) = (AsyncStream.makeStream(of: Void.self), AsyncStream.makeStream(of: Void.self))
                    one.subscribe(.events) { ones.continuation.yield() }
                    other.subscribe(.events) { others.continuation.yield() }
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for (database, stream, parity) in [(one, ones.stream, 0), (other, others.stream, 1)] {
                            group.addTask {
                                // Each writes the next number once it has seen the other's last one.
                                var news = stream.makeAsyncIterator()
                                while true {
                                    let count = try await DatabaseConformance.identifiers(database).count
                                    if count >= 60 { return }
                                    if count % 2 == parity {
                                        try await database.write { connection in
                                            try DatabaseConformance.insert(count + 1, connection)
                                            connection.announce(.events)
                                        }
                                    } else {
                                        _ = await news.next()
                                    }
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    #expect(try await DatabaseConformance.identifiers(one).count == 60)
                }
            }
        }
    }

    @Test func `whoever listens is called once more after a crash of the server`() async throws {
        try await PostgreSQLFixture.with { fixture in
            try await fixture.node { database in
                let calls = AsyncStream.makeStream(of: Void.self)
                try fixture.server.crash()
                database.subscribe(.runs) { calls.continuation.yield() }
                try fixture.server.start()
                for await _ in calls.stream { break }
            }
        }
    }
}
