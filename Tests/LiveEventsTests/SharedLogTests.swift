// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import LiveEvents
import Model
import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing
import Wire
import Workflows

@Suite(.enabled(if: PostgresServer.shared != nil, "needs PostgreSQL: run scripts/test"))
struct SharedLogTests {
    @Test func whatAnotherNodeCommitsArrives() async throws {
        let server = try #require(PostgresServer.shared)
        let url = try server.makeDatabase()
        defer { server.dropDatabase(url) }
        let here = try PostgreSQLDatabase.open(url: Redacted(url), readers: 2, logger: .silent)
        let there = try PostgreSQLDatabase.open(url: Redacted(url), readers: 2, logger: .silent)
        try await Migrator().migrate(here, binaryVersion: "test", time: .system)
        let other = EventLog(database: there, time: .system)
        try await LiveFixture.run(here, EventLog(database: here, time: .system)) { live in
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init(after: 0)))
            try await client.messages { $0.isSubscribed }
            // Both write at once: the order is that of the commits for everybody.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for log in [other, live.log] {
                    group.addTask {
                        for number in 0..<50 {
                            try await log.append("tick", subject: "a", data: ["n": .integer(Int64(number))])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let cursors = try await client.messages { $0.eventCursor == 100 }.compactMap(\.eventCursor)
            #expect(cursors == Array(1...100))
        }
        await there.close()
        await here.close()
    }
}
