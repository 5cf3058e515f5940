// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Testing

extension DatabaseConformance {
    static let values: [DatabaseConformance] = [
        DatabaseConformance(name: "every kind of value comes back as it was given") { database in
            try await makeTable(database)
            let text = "Grüße 👋🏽 \u{0} after a NUL"
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
