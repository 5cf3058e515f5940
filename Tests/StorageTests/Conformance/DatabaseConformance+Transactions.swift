// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Testing

extension DatabaseConformance {
    static let transactions: [DatabaseConformance] = [
        DatabaseConformance(name: "a throw undoes all of the transaction and reaches the caller as it is") { database in
            try await makeTable(database)
            await #expect(throws: Refusal.self) {
                try await database.write { connection in
                    try insert(1, connection)
                    try insert(2, connection)
                    throw Refusal()
                }
            }
            #expect(try await identifiers(database).isEmpty)
        },
        DatabaseConformance(name: "a conflict that a statement provides for leaves the transaction usable") {
            database in
            try await makeTable(database)
            try await database.write { connection in
                try insert(1, connection)
                try connection.execute("INSERT INTO items (id) VALUES (1) ON CONFLICT DO NOTHING")
                try insert(2, connection)
            }
            #expect(try await identifiers(database) == [1, 2])
        },
        DatabaseConformance(name: "a statement that fails undoes the write, though its error is swallowed") {
            database in
            try await makeTable(database)
            let journal = Journal<String>()
            let failure = await #expect(throws: Failure.self) {
                try await database.write { connection in
                    try insert(1, connection)
                    connection.afterCommit { journal.append("committed") }
                    _ = try? insert(1, connection)
                }
            }
            #expect(failure?.code == .uniqueViolated)
            #expect(try await identifiers(database).isEmpty && journal.all.isEmpty)
        },
        DatabaseConformance(name: "after a statement that failed every other fails like it") { database in
            try await makeTable(database)
            let journal = Journal<FailureCode>()
            let failure = await #expect(throws: Failure.self) {
                try await database.write { connection in
                    try insert(1, connection)
                    _ = try? insert(1, connection)
                    do { _ = try connection.rows("SELECT id FROM items", []) } catch let failure as Failure {
                        journal.append(failure.code)
                    }
                    throw Failure(.cancelled, "its own reason")
                }
            }
            #expect(failure?.code == .cancelled && journal.all == [.uniqueViolated])
            try await database.write { try insert(2, $0) }
            #expect(try await identifiers(database) == [2])
        },
        DatabaseConformance(name: "a statement that fails undoes its own write alone, however many share a commit") {
            database in
            try await makeTable(database)
            let codes = await withTaskGroup(of: FailureCode?.self) { group in
                for id in 1...40 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                try insert(id, connection)
                                if id.isMultiple(of: 4) { _ = try? insert(id, connection) }
                            }
                            return nil
                        } catch { return (error as? Failure)?.code }
                    }
                }
                return await group.reduce(into: [FailureCode]()) { if let code = $1 { $0.append(code) } }
            }
            #expect(codes == Array(repeating: .uniqueViolated, count: 10))
            #expect(try await identifiers(database) == (1...40).filter { !$0.isMultiple(of: 4) })
        },
        DatabaseConformance(name: "a statement that fails ends a read, though its error is swallowed") { database in
            try await makeTable(database)
            await #expect(throws: Failure.self) {
                try await database.read { connection in
                    _ = try? connection.rows("SELECT * FROM nothing", [])
                    return 1
                }
            }
            #expect(try await identifiers(database).isEmpty)
        },
        DatabaseConformance(name: "a transaction sees its own writes") { database in
            try await makeTable(database)
            let seen = try await database.write { connection in
                try insert(7, connection)
                return try connection.row("SELECT id FROM items")?.integer("id")
            }
            #expect(seen == 7)
        },
        DatabaseConformance(name: "a read sees every write that returned before it") { database in
            try await makeTable(database)
            for id in 1...100 {
                try await database.write { try insert(id, $0) }
                let newest = try await database.read { try $0.row("SELECT max(id) AS id FROM items")?.integer("id") }
                #expect(newest == Int64(id))
            }
        },
        DatabaseConformance(name: "work for after the commit runs after it, and not when the transaction is undone") {
            database in
            try await makeTable(database)
            let journal = Journal<String>()
            try await database.write { connection in
                connection.afterCommit { journal.append("first") }
                try insert(1, connection)
                connection.afterCommit { journal.append("second") }
            }
            journal.append("returned")
            _ = try? await database.write { connection in
                connection.afterCommit { journal.append("undone") }
                throw Refusal()
            }
            #expect(journal.all == ["first", "second", "returned"])
        },
        DatabaseConformance(name: "a read can't write") { database in
            try await makeTable(database)
            await #expect(throws: (any Error).self) {
                try await database.read { _ = try $0.rows("INSERT INTO items (id) VALUES (1) RETURNING id") }
            }
            #expect(try await identifiers(database).isEmpty)
        },
        DatabaseConformance(name: "schema changes are undone with their transaction") { database in
            _ = try? await database.write { connection in
                try connection.execute("CREATE TABLE fleeting (id TEXT PRIMARY KEY)")
                throw Refusal()
            }
            await #expect(throws: Failure.self) { try await database.read { try $0.rows("SELECT * FROM fleeting") } }
        },
    ]
}
