// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Model
import Primitives
import Storage
import StoragePostgreSQL
import StorageSQLite
import TestKit
import Testing

/// Copies from the embedded store, into another file and into a shared database.
@Suite struct StoreCopyTests {
    /// Makes records in every table.
    static func fill(_ database: any Database) async throws {
        let records = Records()
        let (now, run) = (records.time.now, records.random.identifier(at: records.time.now) as RunID)
        for name in ["shop", "Blog"] {
            let project = try await records.project(name.lowercased(), in: database)
            _ = try await records.release(of: project, in: database)
            try await database.write { connection in
                try EnvironmentStore().set(
                    EnvironmentVariable(name: "GRÜSSE", value: .plain("’n\u{1}Abend")), project: project.id,
                    profile: .production, at: now, on: connection)
            }
        }
        try await database.write { connection in
            try SealedRecordStore().put(
                SealedRecord(owner: "o", name: "n", scheme: 1, nonce: [], box: Array(0...255), sealedAt: now),
                on: connection)
            try NodeStore().beat(
                Node(
                    id: records.random.identifier(at: now), name: "here", version: "1", startedAt: now, seenAt: now,
                    isLive: true), on: connection)
            try RelayedBlobStore().insert([1, 2], source: "s", digest: "d", part: 0, at: now, on: connection)
            try RunStore().insert(
                Run(
                    id: run, kind: "one", kindVersion: 1, subject: "a", projectID: nil, input: ["x": [1, nil]],
                    state: .running, progress: 12.5, createdAt: now,
                    steps: [StepRecord(name: "a", effect: .keyed), StepRecord(name: "b", effect: .atMostOnce)]),
                on: connection)
            // More than one batch.
            for number in 0..<300 {
                try EventStore().append(
                    type: "tick", subject: "a", runID: run, data: ["n": .integer(Int64(number))], at: now,
                    on: connection)
                try LogChunkStore().insert(
                    LogChunk(runID: run, step: "a", stream: .output, offset: Int64(number), at: now, bytes: [10]),
                    on: connection)
            }
        }
    }

    /// How many rows each table of a SQLite database has, but for those about the database itself.
    private static func counts(_ database: any Database) async throws -> [String: Int64] {
        try await database.read { connection in
            let names = try connection.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
                .map { try $0.text("name") }
                .filter { !$0.hasPrefix("sqlite_") && $0 != "schema_migrations" && $0 != "store_copies" }
            return Dictionary(
                uniqueKeysWithValues: try names.map { name in
                    (name, try connection.row("SELECT COUNT(*) AS rows FROM \(name)")?.integer("rows") ?? 0)
                })
        }
    }

    private static func open(_ directory: String, _ name: String) async throws -> any Database {
        mkdir("\(directory)/\(name)", 0o700)
        return try await TemporaryDatabase.open(in: "\(directory)/\(name)")
    }

    @Test func `every table of the schema is copied`() async throws {
        try await TemporaryDirectory.with { directory in
            let (source, target) = (try await Self.open(directory, "a"), try await Self.open(directory, "b"))
            try await Self.fill(source)
            let counts = try await Self.counts(source)
            #expect(counts.filter { $0.value == 0 }.isEmpty, "fill() leaves a table empty")
            let copied = try await StoreCopy(from: source, to: target).run { _ in }
            #expect(try await Self.counts(target) == counts)
            #expect(Int64(copied) == counts.values.reduce(0, +))
            // Whoever did not hear of the end asks again.
            #expect(try await StoreCopy(from: source, to: target).run { _ in } == copied)
            try await target.read { try StoreCopyStore().requireComplete(on: $0) }
            try await target.write {
                _ = try EventStore().append(
                    type: "used", subject: "a", runID: nil, data: [:], at: Timestamp(millisecondsSinceEpoch: 1), on: $0)
            }
            await Self.expect(.targetNotEmpty) { _ = try await StoreCopy(from: source, to: target).run { _ in } }
            await source.close()
            await target.close()
        }
    }

    @Test func `a database with records of its own is no target, and a difference is found`() async throws {
        try await TemporaryDirectory.with { directory in
            let (source, target) = (try await Self.open(directory, "a"), try await Self.open(directory, "b"))
            try await Self.fill(source)
            await Self.expect(.targetNotEmpty) { _ = try await StoreCopy(from: target, to: source).run { _ in } }
            await Self.expect(.copyDiffers) {
                // The source changes behind the copy.
                let meddling = MeddlingDatabase(source) {
                    try $0.execute("UPDATE sealed_records SET box = ?", [.bytes([0])])
                }
                _ = try await StoreCopy(from: meddling, to: target).run {
                    if $0.table == "events" { meddling.meddle() }
                }
            }
            await Self.expect(.copyIncomplete) {
                try await target.read { try StoreCopyStore().requireComplete(on: $0) }
            }
            await source.close()
            await target.close()
        }
    }

    @Test(.enabled(if: PostgresServer.isInstalled, "PostgreSQL is not installed: scripts/setup --test"))
    func `killed at every commit, a copy into PostgreSQL goes on where it was`() async throws {
        try await TemporaryDirectory.with { directory in
            let source = try await Self.open(directory, "a")
            try await Self.fill(source)
            let total = try await Self.counts(source).values.reduce(0, +)
            await source.close()
            try await PostgresServer.with { server in
                let url = try server.makeDatabase()
                var deaths = 0
                var copied: Int?
                // Every attempt dies after its second commit, then before it, and so gets one or two batches on.
                while copied == nil {
                    let point = deaths.isMultiple(of: 2) ? "2:after" : "2:before"
                    let exit = await #expect(processExitsWith: .failure) {
                        [directory = directory as String, url = url as String, point = point as String] in
                        try await StoreCopyTests.attempt(directory, url, CrashPoint(point))
                        // Nothing was left to die at.
                        Glibc.exit(3)
                    }
                    guard exit?.exitStatus == .signal(SIGKILL) else {
                        #expect(exit?.exitStatus == .exitCode(3))
                        copied = try await Self.attempt(directory, url, nil)
                        break
                    }
                    deaths += 1
                }
                #expect(copied.map(Int64.init) == total)
                #expect(deaths >= 12)
            }
        }
    }

    @discardableResult
    private static func attempt(_ directory: String, _ url: String, _ point: CrashPoint?) async throws -> Int {
        let source = try await open(directory, "a")
        let target = try PostgreSQLDatabase.open(url: Redacted(url), readers: 1, logger: .silent)
        try await Migrator().migrate(target, binaryVersion: "test", time: .system)
        let mortal: any Database = point.map { CrashingDatabase(target, at: $0) } ?? target
        let copied = try await StoreCopy(from: source, to: mortal).run { _ in }
        try await target.read { try StoreCopyStore().requireComplete(on: $0) }
        await target.close()
        await source.close()
        return copied
    }

    private static func expect(_ code: FailureCode, _ body: () async throws -> Void) async {
        let failure = await #expect(throws: Failure.self) { try await body() }
        #expect(failure?.code == code)
    }
}
