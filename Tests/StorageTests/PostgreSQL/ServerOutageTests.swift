// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import StoragePostgreSQL
import TestKit
import Testing

/// What a server that dies or is away means to those who use it.
@Suite(.needsPostgreSQL) struct ServerOutageTests {
    private static let password = "correct-horse"

    @Test func `after a crash under 16 writers every acknowledged write is there once`() async throws {
        try await PostgresFixture.withServer { fixture in
            try await fixture.open { database in
                try await DatabaseConformance.makeTable(database)
                try await database.write { try $0.execute("INSERT INTO items (id, size) VALUES (0, 0)") }
                let (acknowledged, failed) = (Journal<Int64>(), Journal<(id: Int64, code: FailureCode?)>())
                let isOver = Journal<Bool>()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 1...16 {
                        group.addTask {
                            var id = Int64(writer) << 32
                            while isOver.all.isEmpty {
                                id += 1
                                let number = id
                                do {
                                    try await database.write { connection in
                                        try connection.execute("INSERT INTO items (id) VALUES (?)", [.integer(number)])
                                        try connection.execute("UPDATE items SET size = size + 1 WHERE id = 0")
                                    }
                                    acknowledged.append(number)
                                } catch { failed.append((number, (error as? Failure)?.code)) }
                            }
                        }
                    }
                    defer { isOver.append(true) }
                    try await Self.grow(acknowledged, by: 200)
                    try fixture.server.crash()
                    try fixture.server.start()
                    try await Self.grow(acknowledged, by: 200)
                }
                let found = Set(try await DatabaseConformance.identifiers(database).dropFirst())
                let size = try await database.read { try $0.row("SELECT size FROM items WHERE id = 0")?.real("size") }
                #expect(Set(acknowledged.all).subtracting(found).isEmpty)
                #expect(found.subtracting(acknowledged.all).subtracting(failed.all.map(\.id)).isEmpty)
                #expect(size == Double(found.count))
                #expect(failed.all.allSatisfy { $0.code == .databaseUnavailable })
            }
        }
    }

    private static func grow(_ journal: Journal<Int64>, by count: Int) async throws {
        let goal = journal.all.count + count
        while journal.all.count < goal { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func `a server that is away is database_unavailable, tells no password, and is used again when it is back`()
        async throws
    {
        try await PostgresFixture.withServer { fixture in
            let log = LogText()
            let name = fixture.url.prefix { $0 != "?" }.split(separator: "/").last ?? ""
            let url = "postgres://dextra:\(Self.password)@/\(name)?host=\(fixture.folder)"
            let logger = Logger(label: "test", sink: log, minimum: .debug)
            try await fixture.open(url, logger: logger) { database in
                try await DatabaseConformance.makeTable(database)
                try await database.write { try DatabaseConformance.insert(1, $0) }
                _ = try await DatabaseConformance.identifiers(database)
                try fixture.server.stop()
                // More of them than readers: they are not to wait one after another.
                let failures = await withTaskGroup(of: Failure?.self) { group in
                    for _ in 0..<20 {
                        group.addTask { await failure { _ = try await DatabaseConformance.identifiers(database) } }
                    }
                    for id in 2..<22 {
                        group.addTask {
                            await failure { try await database.write { try DatabaseConformance.insert(id, $0) } }
                        }
                    }
                    return await group.reduce(into: [Failure?]()) { $0.append($1) }
                }
                #expect(failures.allSatisfy { $0?.code == .databaseUnavailable })
                let text = failures.map { "\(String(describing: $0)) \(String(reflecting: $0))" }.joined() + log.text
                #expect(!text.contains(Self.password))
                #expect(!text.contains("dextra:"))
                try fixture.server.start()
                try await database.write { try DatabaseConformance.insert(99, $0) }
                #expect(try await DatabaseConformance.identifiers(database) == [1, 99])
            }
        }
    }

    @Test func `a writer that stands still in its transaction does not keep the others from writing`() async throws {
        try await PostgresFixture.with { fixture in
            try await fixture.open { stopped in
                try await fixture.open { other in
                    try await DatabaseConformance.makeTable(other)
                    let (started, gate, attempts) = (Latch(), BlockingQueue<Bool>(), Journal<Int>())
                    async let late: Void = stopped.write { connection in
                        try DatabaseConformance.insert(1, connection)
                        attempts.append(1)
                        if attempts.all.count == 1 {
                            started.open()
                            _ = gate.take(atMost: 1)
                        }
                    }
                    await started.wait()
                    // Returns when the server has ended the session that stands still.
                    try await other.write { try DatabaseConformance.insert(2, $0) }
                    #expect(try await DatabaseConformance.identifiers(other) == [2])
                    _ = gate.put(true)
                    try await late
                    #expect(attempts.all.count == 2)
                    #expect(try await DatabaseConformance.identifiers(other) == [1, 2])
                }
            }
        }
    }
}

/// Keeps what is logged.
private final class LogText: LogSink {
    private let lines = Journal<String>()

    var text: String { lines.all.joined() }

    func write(_ record: LogRecord) { lines.append(String(reflecting: record)) }
}
