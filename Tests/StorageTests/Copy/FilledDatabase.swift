// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import StoragePostgreSQL
import TestKit

/// An embedded store that has rows in every table, some of them in more than one batch of a copy.
enum FilledDatabase {
    /// Makes it at `dextra.db` in a directory, or opens the one that is there.
    static func open(in directory: String, isNew: Bool) async throws -> any Database {
        let database = try await TemporaryDatabase.open(in: directory)
        if isNew { try await fill(database) }
        return database
    }

    private static func fill(_ database: any Database) async throws {
        let records = Records()
        let time = records.time.now
        let node = Node(
            id: records.random.identifier(at: time), name: "one", version: "1", startedAt: time, seenAt: time)
        for name in ["shop", "blog"] {
            let project = try await records.project(name, in: database)
            for _ in 0..<3 { _ = try await records.release(of: project, in: database) }
            try await database.write { connection in
                for variable in [
                    EnvironmentVariable(name: "PLAIN", value: .plain("ü ' \" ?")),
                    EnvironmentVariable(name: "TOKEN", value: .secret("TOKEN")),
                ] {
                    try EnvironmentStore().set(
                        variable, project: project.id, profile: .production, at: time, on: connection)
                }
                try ScaleStore().set(3, of: "web", project: project.id, profile: .production, on: connection)
                try BackingServiceStore().replace(
                    ["db": ["port": 5432]], project: project.id, profile: .production, on: connection)
            }
        }
        let shop = try await database.read { try ProjectStore().require(named: ProjectName("shop"), on: $0) }
        try await fillPeople(granting: shop.id, records, in: database)
        try await fillPrograms(records, in: database)
        let runs = (0..<150).map { number in
            Run(
                id: records.random.identifier(at: time), kind: "one", kindVersion: 1, subject: "thing/\(number % 3)",
                projectID: nil, input: ["number": .integer(Int64(number))], state: .pending,
                progress: number % 2 == 0 ? 50 : 12.5, createdAt: time,
                steps: [StepRecord(name: "a", effect: .keyed), StepRecord(name: "b", effect: .atMostOnce)])
        }
        try await database.write { connection in
            try NodeStore().beat(node, on: connection)
            try SettingStore().set("test", to: ["a": 1], on: connection)
            try SealedRecordStore().put(
                SealedRecord(
                    owner: "project", name: "TOKEN", scheme: 1, nonce: [0, 1, 255], box: [], sealedAt: time),
                on: connection)
            for part in 0..<3 {
                try RelayedBlobStore().insert(
                    [UInt8](repeating: UInt8(part), count: 1000), source: "source", digest: "digest", part: part,
                    at: time, on: connection)
            }
            for (number, run) in runs.enumerated() {
                try RunStore().insert(run, on: connection)
                try EventStore().append(
                    type: "test", subject: run.subject, runID: number % 2 == 0 ? run.id : nil, data: ["n": [1, nil]],
                    at: time, on: connection)
                try LogChunkStore().insert(
                    LogChunk(
                        runID: run.id, step: "a", stream: .output, offset: 0, at: time,
                        bytes: [0, 255] + Array("line \(number)\n".utf8)), on: connection)
            }
        }
    }

    /// Every table but those about the database itself, with its rows as text in an order of their own.
    static func contents(_ database: any Database) async throws -> [String: [String]] {
        let list =
            database is PostgreSQLDatabase
            ? "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'"
            : "SELECT name AS name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return try await database.read { connection in
            let names = Set(try connection.rows(list).map { try $0.text("name") })
                .subtracting(["schema_migrations", "store_copies", "commit_marks"])
            return try Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, try connection.rows("SELECT * FROM \(name)").map(text).sorted())
                })
        }
    }

    private static func text(_ row: Row) -> String {
        zip(row.columns, row.values).map { column, value in
            // A column of whole numbers that may be real ones comes back as either.
            if case .integer(let number) = value { return "\(column)=\(Double(number))" }
            if case .real(let number) = value { return "\(column)=\(number)" }
            return "\(column)=\(value)"
        }.sorted().joined(separator: ", ")
    }
}
