// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// Prepared statements, over the life of a connection.
@Suite(.needsPostgreSQL) struct StatementTests {
    @Test func `a connection keeps a bounded number of them`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open(readers: 1) { database in
                for batch in 0..<6 {
                    try await database.read { connection in
                        for number in 0..<100 { _ = try connection.rows("SELECT 1 AS column_\(batch * 100 + number)") }
                    }
                }
                let count = try await database.read {
                    try $0.row("SELECT COUNT(*) AS count FROM pg_prepared_statements")?.integer("count")
                }
                #expect(try #require(count) <= 256)
            }
        }
    }

    @Test func `a table that got a column in another session is read and written on`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open(readers: 1) { database in
                try await DatabaseConformance.makeTable(database)
                try await database.write { try DatabaseConformance.insert(1, $0) }
                let all = "SELECT * FROM items"
                _ = try await database.read { try $0.rows(all) }
                _ = try await database.write { try $0.rows(all) }
                try fixture.script("ALTER TABLE items ADD COLUMN colour TEXT DEFAULT 'red'")
                let read = try await database.read { try $0.rows(all) }
                let written = try await database.write { connection in
                    try DatabaseConformance.insert(2, connection)
                    return try connection.rows(all)
                }
                #expect(try read.map { try $0.text("colour") } == ["red"])
                #expect(try written.map { try $0.text("colour") } == ["red", "red"])
            }
        }
    }
}
