// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import StorageSQLite

/// Durable appends by one writer and by many, which share commits, and reading the log from the start.
enum EventsBench {
    static func run() async throws {
        try await Rooms.withDatabase { database in
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
            Rooms.print("event append, one writer, each synced", Double(alone) / one, "events/s")

            let each = 500
            let many = try await Rooms.seconds {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<64 {
                        group.addTask { for _ in 0..<each { try await append() } }
                    }
                    try await group.waitForAll()
                }
            }
            Rooms.print("event append, 64 writers, each synced", Double(64 * each) / many, "events/s")

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
            Rooms.print("event read, pages of 1000", Double(read) / reading, "events/s")
        }
    }
}
