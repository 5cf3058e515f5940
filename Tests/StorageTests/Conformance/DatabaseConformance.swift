// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization
import Testing

/// What every driver of the `Database` port must do. A driver's suite runs each case on an empty database of its own.
struct DatabaseConformance: Sendable, CustomTestStringConvertible {
    let name: String
    let check: @Sendable (any Database) async throws -> Void

    var testDescription: String { name }

    static let cases: [DatabaseConformance] = values + transactions + concurrency + endings

    /// A table in the tests' own, portable SQL.
    static func makeTable(_ database: any Database) async throws {
        let dialect = database.dialect
        try await database.write { connection in
            try connection.execute(
                dialect.render(
                    """
                    CREATE TABLE items (
                        id {bigint} PRIMARY KEY, name TEXT, size {real}, body {bytes},
                        parent {bigint} REFERENCES items (id)
                    ) {strict}
                    """))
        }
    }

    static func insert(_ id: Int, _ connection: any WriteConnection) throws {
        try connection.execute("INSERT INTO items (id, name) VALUES (?, ?)", [.integer(id), .text("item \(id)")])
    }

    static func identifiers(_ database: any Database) async throws -> [Int64] {
        try await database.read { try $0.rows("SELECT id FROM items ORDER BY id").map { try $0.integer("id") } }
    }
}

/// An error of a test's own, thrown from inside a transaction.
struct Refusal: Error {}

/// Collects what happened, in order, across threads.
final class Journal<Entry: Sendable>: Sendable {
    private let entries = Mutex<[Entry]>([])

    var all: [Entry] { entries.withLock { $0 } }

    func append(_ entry: Entry) { entries.withLock { $0.append(entry) } }
}
