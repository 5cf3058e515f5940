// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Testing

extension DatabaseConformance {
    static let values: [DatabaseConformance] = [
        DatabaseConformance(name: "every kind of value comes back as it was given") { database in
            try await makeTable(database)
            let text = "Grüße 👋🏽 \u{1} \u{FFFD} after a control character"
            let bytes: [UInt8] = Array(0...255)
            try await database.write { connection in
                try connection.execute(
                    "INSERT INTO items (id, name, size, body) VALUES (?, ?, ?, ?)",
                    [.integer(Int64.max), .text(text), .real(-0.1), .bytes(bytes)])
                try connection.execute(
                    "INSERT INTO items (id, name, size, body) VALUES (?, ?, ?, ?)",
                    [.integer(Int64.min), .text(""), .null, .bytes([])])
            }
            let rows = try await database.read { try $0.rows("SELECT id, name, size, body FROM items ORDER BY id") }
            #expect(rows.count == 2)
            let (low, high) = (try #require(rows.first), try #require(rows.last))
            #expect(try high.integer("id") == .max)
            #expect(try high.text("name") == text)
            #expect(try high.real("size") == -0.1)
            #expect(try high.bytes("body") == bytes)
            #expect(try low.integer("id") == .min)
            #expect(try low.text("name").isEmpty)
            #expect(try low.value("size") == .null)
            #expect(try low.bytes("body").isEmpty)
        },
        DatabaseConformance(name: "text with a NUL is refused, and the connection works on") { database in
            try await makeTable(database)
            let failure = await #expect(throws: Failure.self) {
                try await database.write {
                    try $0.execute("INSERT INTO items (id, name) VALUES (1, ?)", [.text("a\u{0}b")])
                }
            }
            #expect(failure?.code == .invalidArgument)
            try await database.write { try insert(2, $0) }
            #expect(try await identifiers(database) == [2])
        },
        DatabaseConformance(name: "a column that got another name is found by it") { database in
            try await makeTable(database)
            try await database.write { try insert(1, $0) }
            let all = "SELECT * FROM items"
            let read = try await database.read { try $0.row(all)?.columns }
            #expect(try await database.write { try $0.row(all)?.columns } == read)
            try await database.write { try $0.execute("ALTER TABLE items RENAME COLUMN size TO weight") }
            let renamed = read?.map { $0 == "size" ? "weight" : $0 }
            #expect(read != renamed)
            #expect(try await database.read { try $0.row(all)?.columns } == renamed)
            #expect(try await database.write { try $0.row(all)?.columns } == renamed)
        },
        DatabaseConformance(name: "text is ordered and told apart by its bytes") { database in
            try await makeTable(database)
            let names = ["b", "B", "a", "é", "e", "Z", "_", "10", "9"]
            try await database.write { connection in
                for (id, name) in names.enumerated() {
                    try connection.execute(
                        "INSERT INTO items (id, name) VALUES (?, ?)", [.integer(id), .text(name)])
                }
            }
            let sorted = try await database.read {
                try $0.rows("SELECT name FROM items ORDER BY name").map { try $0.text("name") }
            }
            #expect(sorted == ["10", "9", "B", "Z", "_", "a", "b", "e", "é"])
        },
        DatabaseConformance(name: "an announcement is heard once the commit is durable") { database in
            try await makeTable(database)
            let heard = Journal<[Int64]>()
            let signal = AsyncStream.makeStream(of: Void.self)
            database.subscribe(.runs) {
                heard.append([])
                signal.continuation.yield()
            }
            try await database.write { connection in
                try insert(1, connection)
                connection.announce(.runs)
            }
            // The announcement is never ahead of what it tells of.
            for await _ in signal.stream { break }
            #expect(!heard.all.isEmpty)
            #expect(try await identifiers(database) == [1])
        },
        DatabaseConformance(name: "sums and averages have the types that the columns had") { database in
            try await makeTable(database)
            try await database.write { connection in
                for id in 1...3 {
                    try connection.execute(
                        "INSERT INTO items (id, size) VALUES (?, ?)", [.integer(id * 4_000_000_000), .real(0.5)])
                }
            }
            let row = try await database.read {
                try $0.row("SELECT SUM(id) AS total, SUM(size) AS size, COUNT(*) AS rows, MAX(name) AS name FROM items")
            }
            #expect(try row?.integer("total") == 24_000_000_000)
            #expect(try row?.real("size") == 1.5)
            #expect(try row?.integer("rows") == 3)
            #expect(try row?.optionalText("name") == nil)
        },
        DatabaseConformance(name: "a large value comes back whole") { database in
            try await makeTable(database)
            let bytes = [UInt8](repeating: 0xA5, count: 8 << 20)
            try await database.write { connection in
                try connection.execute("INSERT INTO items (id, body) VALUES (1, ?)", [.bytes(bytes)])
            }
            let row = try await database.read { try $0.row("SELECT body FROM items") }
            #expect(try row?.bytes("body") == bytes)
        },
        DatabaseConformance(name: "a row of the wrong type or without the column is corrupt_data") { database in
            try await makeTable(database)
            try await database.write { try insert(1, $0) }
            let row = try #require(try await database.read { try $0.row("SELECT id, name FROM items") })
            for read in [{ _ = try row.text("id") }, { _ = try row.integer("name") }, { _ = try row.value("nothing") }]
            {
                let failure = #expect(throws: Failure.self) { try read() }
                #expect(failure?.code == .corruptData)
            }
        },
        DatabaseConformance(name: "execute counts the rows it changed and no others") { database in
            try await makeTable(database)
            let counts = try await database.write { connection in
                for id in 1...3 { try insert(id, connection) }
                return [
                    try connection.execute("UPDATE items SET name = 'x' WHERE id > ?", [.integer(1)]),
                    try connection.execute("UPDATE items SET name = 'x' WHERE id > ?", [.integer(9)]),
                    try connection.execute("CREATE INDEX items_name ON items (name)"),
                    try connection.execute("DELETE FROM items"),
                ]
            }
            #expect(counts == [2, 0, 0, 3])
        },
        DatabaseConformance(name: "a second row with the same key is unique_violated") { database in
            try await makeTable(database)
            try await database.write { try insert(1, $0) }
            let failure = await #expect(throws: Failure.self) { try await database.write { try insert(1, $0) } }
            #expect(failure?.code == .uniqueViolated)
        },
        DatabaseConformance(name: "a reference to a row that is not there is constraint_violated") { database in
            try await makeTable(database)
            let failure = await #expect(throws: Failure.self) {
                try await database.write { try $0.execute("INSERT INTO items (id, parent) VALUES (1, 99)") }
            }
            #expect(failure?.code == .constraintViolated)
            #expect(try await identifiers(database).isEmpty)
        },
        DatabaseConformance(name: "a statement the database can't read is database_failed, with the statement") {
            database in
            let failure = await #expect(throws: Failure.self) { try await database.read { try $0.rows("SELEKT 1") } }
            #expect(failure?.code == .databaseFailed)
            #expect(failure?.metadata.contains { $0.value == "SELEKT 1" } == true)
        },
        DatabaseConformance(name: "a failure shows no parameter") { database in
            try await makeTable(database)
            let failure = await #expect(throws: Failure.self) {
                try await database.write { connection in
                    for _ in 0..<2 {
                        try connection.execute(
                            "INSERT INTO items (id, name) VALUES (1, ?)", [.text("the secret itself")])
                    }
                }
            }
            #expect(!String(reflecting: failure).contains("the secret itself"))
        },
    ]
}
