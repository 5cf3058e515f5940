// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import StoragePostgreSQL
import StorageSQLite

/// Durable appends by one writer and by many, which share commits, and reading the log from the start.
enum EventsBench {
    static func run() async throws {
        try await Rooms.withDatabase { try await measure($0, "SQLite") }
    }

    /// On an empty database of a PostgreSQL server that syncs, beside SQLite in the same run.
    static func run(on url: String) async throws {
        try await run()
        let database = try PostgreSQLDatabase.open(url: Redacted(url), readers: 2, logger: .silent)
        try await Migrator().migrate(database, binaryVersion: "bench", time: .system)
        try await measure(database, "PostgreSQL")
        await database.close()
    }

    private static func measure(_ database: any Database, _ name: String) async throws {
        let store = EventStore()
        @Sendable func append() async throws {
            try await database.write { connection in
                _ = try store.append(
                    type: "bench.tick", subject: "bench", runID: nil, data: ["value": 1],
                    at: TimeSource.system.now(),
                    on: connection)
            }
        }
        let alone = 2000
        let one = try await Rooms.seconds { for _ in 0..<alone { try await append() } }
        Rooms.print("\(name): event append, one writer, each synced", Double(alone) / one, "events/s")

        let each = 500
        let many = try await Rooms.seconds {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask { for _ in 0..<each { try await append() } }
                }
                try await group.waitForAll()
            }
        }
        Rooms.print("\(name): event append, 64 writers, each synced", Double(64 * each) / many, "events/s")

        var read = 0
        let reading = try await Rooms.seconds {
            var cursor: Int64? = 0
            while true {
                let from = cursor
                let page = try await database.read { try store.after(from, limit: 1000, on: $0) }
                guard let last = page.last else { break }
                read += page.count
                cursor = last.cursor
            }
        }
        Rooms.print("\(name): event read, pages of 1000", Double(read) / reading, "events/s")

        let small = 5000
        let asking = try await Rooms.seconds {
            for _ in 0..<small { _ = try await database.read { try store.bounds(on: $0) } }
        }
        Rooms.print("\(name): small reads, one after another", Double(small) / asking, "reads/s")
    }
}
