// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Primitives
import Storage
import StorageSQLite
import TestKit
import Testing

@Suite struct SQLiteFileTests {
    private func open(_ directory: String, busyTimeout: Duration = .zero) throws -> SQLiteDatabase {
        try SQLiteDatabase.open(
            path: directory + "/dextra.db", readers: 1, busyTimeout: busyTimeout, logger: .silent)
    }

    private func fill(_ directory: String) async throws {
        let database = try open(directory)
        try await DatabaseConformance.makeTable(database)
        try await database.write { connection in
            for id in 1...2000 { try DatabaseConformance.insert(id, connection) }
        }
        await database.close()
    }

    private func openingCode(_ directory: String) -> FailureCode? {
        do {
            _ = try open(directory)
            return nil
        } catch { return (error as? Failure)?.code }
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test func `the database and its companions are private, and a wider one is closed off`() async throws {
        try await TemporaryDirectory.with { directory in
            try Data().write(to: URL(filePath: directory + "/dextra.db"))
            #expect(chmod(directory + "/dextra.db", 0o644) == 0)
            let database = try open(directory)
            try await DatabaseConformance.makeTable(database)
            let modes = ["", "-wal", "-shm"].map { mode(directory + "/dextra.db" + $0) }
            #expect(modes == [0o600, 0o600, 0o600])
            await database.close()
        }
    }

    @Test func `closing leaves one file, with everything in it`() async throws {
        try await TemporaryDirectory.with { directory in
            try await fill(directory)
            #expect(try Directory.names(in: directory) == ["dextra.db"])
            let database = try open(directory)
            let identifiers = try await DatabaseConformance.identifiers(database)
            #expect(identifiers == Array(1...2000))
            try await database.checkIntegrity()
            await database.close()
        }
    }

    @Test func `a file that is no database is database_corrupt when it is opened, and is left as it is`() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/dextra.db"
            let text = Data(String(repeating: "This is not a database. ", count: 500).utf8)
            try text.write(to: URL(filePath: path))
            #expect(openingCode(directory) == .databaseCorrupt)
            #expect(try Data(contentsOf: URL(filePath: path)) == text)
        }
    }

    @Test func `damage in the middle is database_corrupt with what to do, when it is met or looked for`() async throws {
        try await TemporaryDirectory.with { directory in
            try await fill(directory)
            let path = directory + "/dextra.db"
            var bytes = try Data(contentsOf: URL(filePath: path))
            // Every page but the first, which holds the header and the schema.
            for index in 4096..<bytes.count { bytes[index] = 0xEE }
            try bytes.write(to: URL(filePath: path))
            let database = try open(directory)
            let met = await #expect(throws: Failure.self) { try await DatabaseConformance.identifiers(database) }
            let sought = await #expect(throws: Failure.self) { try await database.checkIntegrity() }
            #expect(met?.code == .databaseCorrupt)
            #expect(met?.hint?.contains("restore") == true)
            #expect(sought?.code == .databaseCorrupt)
            await database.close()
        }
    }

    @Test func `a database that was cut short is database_corrupt`() async throws {
        try await TemporaryDirectory.with { directory in
            try await fill(directory)
            #expect(truncate(directory + "/dextra.db", 6000) == 0)
            var code = openingCode(directory)
            if code == nil {
                let database = try open(directory)
                let failure = await #expect(throws: Failure.self) {
                    _ = try await DatabaseConformance.identifiers(database)
                }
                code = failure?.code
                await database.close()
            }
            #expect(code == .databaseCorrupt)
        }
    }

    @Test func `a folder that is missing, or a folder in place of the file, is said so`() async throws {
        try await TemporaryDirectory.with { directory in
            #expect(openingCode(directory + "/missing") == .notFound)
            try Directory.create(directory + "/dextra.db")
            #expect(openingCode(directory) == .databaseUnavailable)
        }
    }

    @Test func `a database that another process writes is database_busy, worth another try`() async throws {
        try await TemporaryDirectory.with { directory in
            let (one, two) = (try open(directory), try open(directory))
            try await DatabaseConformance.makeTable(one)
            let (gate, started) = (BlockingQueue<Bool>(), Latch())
            async let held: Void = one.write { _ in
                started.open()
                _ = gate.take(atMost: 1)
            }
            await started.wait()
            let failure = await #expect(throws: Failure.self) {
                try await two.write { try DatabaseConformance.insert(1, $0) }
            }
            _ = gate.put(true)
            try await held
            #expect(failure?.code == .databaseBusy)
            #expect(failure?.isRetryable == true)
            try await two.write { try DatabaseConformance.insert(1, $0) }
            await one.close()
            await two.close()
        }
    }
}
