// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Model
import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

@Suite struct StoreCopyTests {
    /// Where a copy goes: a directory, or the address of a PostgreSQL database.
    private static func open(_ target: String) async throws -> any Database {
        guard target.hasPrefix("postgres:") else { return try await TemporaryDatabase.open(in: target) }
        let database = try PostgreSQLDatabase.open(url: Redacted(target), readers: 1, logger: .silent)
        try await Migrator().migrate(database, binaryVersion: "test", time: .system)
        return database
    }

    /// Calls the body with a filled directory, and an empty one beside it.
    private static func withDirectories(_ body: (_ source: String, _ target: String) async throws -> Void) async throws
    {
        try await TemporaryDirectory.with { directory in
            for name in ["source", "target"] {
                try FileManager.default.createDirectory(
                    atPath: "\(directory)/\(name)", withIntermediateDirectories: false)
            }
            await (try FilledDatabase.open(in: directory + "/source", isNew: true)).close()
            try await body(directory + "/source", directory + "/target")
        }
    }

    /// Copies, and closes both; what is asked of the target before comes with it.
    @discardableResult
    private static func copy(
        from source: String, to target: String, crashingAt point: CrashPoint? = nil
    ) async throws -> Int {
        let (from, to) = (try await FilledDatabase.open(in: source, isNew: false), try await open(target))
        let rows: Int
        do {
            rows = try await StoreCopy(from: from, to: point.map { CrashingDatabase(to, at: $0) } ?? to)
                .run(progress: { _ in })
        } catch {
            await to.close()
            await from.close()
            throw error
        }
        await to.close()
        await from.close()
        return rows
    }

    private static func contents(_ target: String) async throws -> [String: [String]] {
        let database = try await open(target)
        let contents = try await FilledDatabase.contents(database)
        await database.close()
        return contents
    }

    private static func change(_ target: String, _ sql: String) async throws {
        let database = try await open(target)
        try await database.write { try $0.execute(sql) }
        await database.close()
    }

    private static func isComplete(_ target: String) async throws -> Bool {
        let database = try await open(target)
        let failure = await failure { try await database.read { try StoreCopyStore().requireComplete(on: $0) } }
        await database.close()
        #expect(failure == nil || failure?.code == .copyIncomplete)
        return failure == nil
    }

    @Test func `every table of the schema has rows here, and all of them are copied`() async throws {
        try await Self.withDirectories { source, target in
            let rows = try await Self.copy(from: source, to: target)
            let expected = try await Self.contents(source)
            // A new table needs its rows in FilledDatabase and its line in SchemaTable.
            for (name, rows) in expected { #expect(!rows.isEmpty, "\(name) has no rows in this test") }
            let found = try await Self.contents(target)
            #expect(found == expected)
            #expect(rows == expected.values.reduce(0) { $0 + $1.count })
            #expect(try await Self.isComplete(target))
        }
    }

    @Test(.needsPostgreSQL) func `the embedded store is copied into PostgreSQL`() async throws {
        try await PostgresFixture.with { fixture in
            try await Self.withDirectories { source, _ in
                try await Self.copy(from: source, to: fixture.url)
                let (expected, found) = (try await Self.contents(source), try await Self.contents(fixture.url))
                #expect(found == expected)
                // And it goes on counting where the source did.
                let database = try await Self.open(fixture.url)
                let project = try await Records().project("next", in: database)
                await database.close()
                #expect(project.ordinal == 3)
            }
        }
    }

    /// The first commit notes the beginning, the last the end; between them are the batches.
    @Test(arguments: ["1:after", "2:before", "7:after", "10:before", "14:after", "41:before", "43:after"])
    func `a copy that is killed goes on where it was`(point: String) async throws {
        try await Self.withDirectories { source, target in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [source = source as String, target = target as String, point = point as String] in
                try await StoreCopyTests.copy(from: source, to: target, crashingAt: CrashPoint(point))
            }
            #expect(try await Self.isComplete(target) == (point == "43:after"))
            try await Self.copy(from: source, to: target)
            let (expected, found) = (try await Self.contents(source), try await Self.contents(target))
            #expect(found == expected)
            #expect(try await Self.isComplete(target))
        }
    }

    @Test(.needsPostgreSQL) func `a copy into PostgreSQL that is killed goes on where it was`() async throws {
        try await PostgresFixture.with { fixture in
            try await Self.withDirectories { source, _ in
                let target = fixture.url
                await #expect(processExitsWith: .signal(SIGKILL)) {
                    [source = source as String, target = target as String] in
                    try await StoreCopyTests.copy(
                        from: source, to: target, crashingAt: CrashPoint(write: 9, phase: .before))
                }
                let isComplete = try await Self.isComplete(target)
                #expect(!isComplete)
                try await Self.copy(from: source, to: target)
                let (expected, found) = (try await Self.contents(source), try await Self.contents(target))
                #expect(found == expected)
            }
        }
    }

    @Test(arguments: [
        "UPDATE projects SET created_at = created_at + 1 WHERE name = 'blog'",
        "DELETE FROM log_chunks WHERE run_id = (SELECT MIN(run_id) FROM log_chunks)",
        "INSERT INTO settings (name, value) VALUES ('zzz', '1')",
    ])
    func `a row of the target that was changed is copy_differs`(sql: String) async throws {
        try await Self.withDirectories { source, target in
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [source = source as String, target = target as String] in
                try await StoreCopyTests.copy(
                    from: source, to: target, crashingAt: CrashPoint(write: 41, phase: .before))
            }
            try await Self.change(target, sql)
            let failure = await failure { try await Self.copy(from: source, to: target) }
            #expect(failure?.code == .copyDiffers)
            let isComplete = try await Self.isComplete(target)
            #expect(!isComplete)
        }
    }

    @Test func `a target with records of its own, or used since its copy, is target_not_empty`() async throws {
        try await Self.withDirectories { source, target in
            try await Self.change(target, "INSERT INTO settings (name, value) VALUES ('mine', '1')")
            let before = await failure { try await Self.copy(from: source, to: target) }
            #expect(before?.code == .targetNotEmpty)
            #expect(try await Self.contents(target)["settings"]?.count == 1)
            try await Self.change(target, "DELETE FROM settings")
            try await Self.copy(from: source, to: target)
            try await Self.change(target, "INSERT INTO settings (name, value) VALUES ('mine', '1')")
            let after = await failure { try await Self.copy(from: source, to: target) }
            #expect(after?.code == .targetNotEmpty)
        }
    }

    @Test func `a database that was never copied into counts as complete`() async throws {
        try await TemporaryDirectory.with { directory in
            let isComplete = try await Self.isComplete(directory)
            #expect(isComplete)
        }
    }
}
