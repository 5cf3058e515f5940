// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Testing

extension DatabaseConformance {
    static let concurrency: [DatabaseConformance] = [
        DatabaseConformance(name: "concurrent writes all land, and those that throw undo only themselves") { database in
            try await makeTable(database)
            await withTaskGroup(of: Void.self) { group in
                for id in 1...200 {
                    group.addTask {
                        _ = try? await database.write { connection in
                            try insert(id, connection)
                            if id.isMultiple(of: 3) { throw Refusal() }
                        }
                    }
                }
            }
            #expect(try await identifiers(database) == (1...200).filter { !$0.isMultiple(of: 3) })
        },
        DatabaseConformance(name: "read-modify-write loses no update") { database in
            try await makeTable(database)
            try await database.write { try $0.execute("INSERT INTO items (id, size) VALUES (1, 0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...200 {
                    group.addTask {
                        try await database.write { connection in
                            let size = try connection.row("SELECT size FROM items WHERE id = 1")?.real("size") ?? 0
                            try connection.execute("UPDATE items SET size = ? WHERE id = 1", [.real(size + 1)])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let size = try await database.read { try $0.row("SELECT size FROM items WHERE id = 1")?.real("size") }
            #expect(size == 200)
        },
        DatabaseConformance(name: "a read is one snapshot, and holds up no write") { database in
            try await makeTable(database)
            try await database.write { try insert(1, $0) }
            let (started, gate) = (Latch(), BlockingQueue<Bool>())
            async let seen = database.read { connection in
                let before = try connection.rows("SELECT id FROM items").count
                started.open()
                _ = gate.take(atMost: 1)
                return [before, try connection.rows("SELECT id FROM items").count]
            }
            await started.wait()
            try await database.write { try insert(2, $0) }
            _ = gate.put(true)
            #expect(try await seen == [1, 1])
            #expect(try await identifiers(database) == [1, 2])
        },
        DatabaseConformance(name: "many look up at once, and see every write that returned before") { database in
            try await makeTable(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...100 {
                    group.addTask {
                        try await database.write { try insert(id, $0) }
                        let name = try await database.lookUp { connection in
                            try connection.row("SELECT name FROM items WHERE id = ?", [.integer(id)])?.text("name")
                        }
                        #expect(name == "item \(id)")
                    }
                }
                try await group.waitForAll()
            }
        },
        DatabaseConformance(name: "a look-up that fails fails alone") { database in
            try await makeTable(database)
            await #expect(throws: Refusal.self) { try await database.lookUp { _ in throw Refusal() } }
            await #expect(throws: Failure.self, "the failure was swallowed") {
                try await database.lookUp { connection in
                    _ = try? connection.rows("SELECT nothing FROM nowhere")
                }
            }
            #expect(try await database.lookUp { try $0.rows("SELECT id FROM items").count } == 0)
        },
        DatabaseConformance(name: "a write goes on when the task that asked for it is cancelled") { database in
            try await makeTable(database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...20 { group.addTask { try await database.write { try insert(id, $0) } } }
                group.cancelAll()
                try await group.waitForAll()
            }
            #expect(try await identifiers(database).count == 20)
        },
        DatabaseConformance(name: "work for after the commit keeps the order of the commits") { database in
            try await makeTable(database)
            let journal = Journal<Int64>()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...200 {
                    group.addTask {
                        try await database.write { connection in
                            let next = try connection.row("SELECT coalesce(max(id), 0) + 1 AS id FROM items")
                            let id = try next?.integer("id") ?? 0
                            try insert(Int(id), connection)
                            connection.afterCommit { journal.append(id) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(journal.all == Array(1...200))
        },
    ]

    static let endings: [DatabaseConformance] = [
        DatabaseConformance(name: "closing finishes what was accepted") { database in
            try await makeTable(database)
            let landed = await withTaskGroup(of: Bool.self) { group in
                for id in 1...100 {
                    group.addTask { (try? await database.write { try insert(id, $0) }) != nil }
                }
                await database.close()
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            // Each write either returned or threw `database_closed`; none may hang, which this line shows by running.
            #expect((0...100).contains(landed))
        },
        DatabaseConformance(name: "a closed database refuses reads and writes") { database in
            await database.close()
            await database.close()
            let read = await #expect(throws: Failure.self) { try await database.read { try $0.rows("SELECT 1") } }
            let lookUp = await #expect(throws: Failure.self) { try await database.lookUp { try $0.rows("SELECT 1") } }
            let write = await #expect(throws: Failure.self) { try await database.write { try $0.execute("SELECT 1") } }
            #expect(read?.code == .databaseClosed)
            #expect(lookUp?.code == .databaseClosed)
            #expect(write?.code == .databaseClosed)
        },
    ]
}
