// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import Storage
import Synchronization
import TestKit
import Testing
import Wire
import Workflows

/// Nothing missed, nothing doubled, in order: wherever a connection breaks, and whatever overtakes what.
@Suite struct ResumeTests {
    private static let total = 600

    /// Appends in commits of random size while readers come and go.
    private static func write(_ live: LiveFixture, _ random: RandomSource) async throws {
        var written = 0
        while written < total {
            let count = min(Int(random.next() % 40) + 1, total - written)
            try await live.append(count, from: written, padding: Int(random.next() % 200))
            written += count
            if random.next() % 4 == 0 { try await TimeSource.system.sleep(for: .milliseconds(Int(random.next() % 5))) }
        }
    }

    @Test(arguments: 1...4)
    func aWebSocketThatBreaksAnywhereResumesExactly(_ seed: Int) async throws {
        try await LiveFixture.with {
            // Little memory, so that the store is needed too.
            $0.recentEvents = 40
        } wrapping: {
            HesitantDatabase($0, .seeded(UInt64(seed)))
        } _: { live in
            try await withThrowingTaskGroup(of: [Int64].self) { group in
                for reader in 0..<6 {
                    let random = RandomSource.seeded(UInt64(seed * 100 + reader))
                    group.addTask { try await Self.readSocket(live, random) }
                }
                try await Self.write(live, .seeded(UInt64(seed + 1000)))
                for try await seen in group { #expect(seen == Array(0..<Int64(Self.total))) }
            }
        }
    }

    private static func readSocket(_ live: LiveFixture, _ random: RandomSource) async throws -> [Int64] {
        var seen: [Int64] = []
        var cursor: Int64 = 0
        while seen.last != Int64(total - 1) {
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init(after: cursor)))
            var left = random.next() % 200
            while left > 0, let message = try await client.next() {
                guard let event = message.eventCursor, let number = message.number else { continue }
                #expect(event > cursor)
                cursor = event
                seen.append(number)
                left -= 1
                if number == Int64(total - 1) { break }
            }
            await client.drop()
        }
        return seen
    }

    @Test(arguments: 1...3)
    func anEventStreamThatBreaksAnywhereResumesExactly(_ seed: Int) async throws {
        try await LiveFixture.with {
            $0.recentEvents = 40
        } wrapping: {
            HesitantDatabase($0, .seeded(UInt64(seed)))
        } _: { live in
            try await withThrowingTaskGroup(of: [Int64].self) { group in
                for reader in 0..<4 {
                    let random = RandomSource.seeded(UInt64(seed * 100 + reader))
                    group.addTask { try await Self.readStream(live, random) }
                }
                try await Self.write(live, .seeded(UInt64(seed + 2000)))
                for try await seen in group { #expect(seen == Array(0..<Int64(Self.total))) }
            }
        }
    }

    private static func readStream(_ live: LiveFixture, _ random: RandomSource) async throws -> [Int64] {
        var seen: [Int64] = []
        var lastEventID: String?
        while seen.last != Int64(total - 1) {
            let response = try await live.stream("/v1/events", lastEventID: lastEventID)
            var left = random.next() % 200
            for try await event in response.events where left > 0 {
                lastEventID = event.id
                let value = try JSONText.decode(Event.self, from: event.data)
                seen.append(try #require(value.data["n"]?.integer))
                left -= 1
                if left == 0 || seen.last == Int64(total - 1) { break }
            }
            response.close()
        }
        return seen
    }

    /// The server ends in the middle, and another takes over its log.
    @Test func whoComesBackToAnotherServerHasMissedNothing() async throws {
        try await TemporaryDatabase.with { database in
            var seen: [Int64] = []
            for server in 0..<4 {
                let log = EventLog(database: database, time: .system)
                let before = seen
                seen = try await Mutex.collected { box in
                    try await LiveFixture.run(database, log) { live in
                        // What the last server's clients had no time for.
                        try await live.append(50, from: server * 100)
                        let client = try await live.connect()
                        try await client.subscribe("a", .events(.init(after: Int64(before.count))))
                        try await live.append(50, from: server * 100 + 50)
                        // Leaves with some of it unread.
                        let upTo = server == 3 ? 399 : Int64(server * 100 + 60)
                        box.add(before + (try await client.messages { $0.number == upTo }.compactMap(\.number)))
                    }
                }
            }
            #expect(seen == Array(0..<400))
        }
    }

    @Test func manySubscriptionsOfOneConnectionDoNotMix() async throws {
        try await LiveFixture.with { live in
            let run = try await live.insertRun()
            let client = try await live.connect()
            try await client.subscribe("events", .events(.init(after: 0)))
            try await client.subscribe("run", .run(.init(run: run.id)))
            try await client.subscribe("log", .logs(.init(project: try ProjectName("shop"))))
            for number in 0..<50 {
                try await live.append(1, from: number)
                try await live.writeLog(
                    run.id, "line \(number)\n", at: Int64(number < 10 ? number * 7 : 70 + (number - 10) * 8))
                live.output.write("app \(number)")
            }
            try await live.append(1, type: "run.finished", run: run.id)
            try await live.database.write { connection in
                try connection.execute("UPDATE runs SET state = 'succeeded' WHERE id = ?", [.id(run.id)])
            }
            var messages = try await client.messages { if case .end("run", _) = $0 { true } else { false } }
            if !messages.contains(where: {
                if case .line("log", _, let line) = $0 { line.text == "app 49" } else { false }
            }) {
                messages += try await client.messages {
                    if case .line("log", _, let line) = $0 { line.text == "app 49" } else { false }
                }
            }
            messages += try await client.settled()
            let cursors = messages.compactMap { $0.id == "events" ? $0.eventCursor : nil }
            #expect(cursors == Array(1...101))
            let text = messages.compactMap { if case .log("run", _, let piece) = $0 { piece.text } else { nil } }
                .joined()
            let written = (0..<50).map { "line \($0)\n" }.joined()
            #expect(text == written)
            let lines = messages.compactMap { if case .line("log", _, let line) = $0 { line.text } else { nil } }
            let output = (0..<50).map { "app \($0)" }
            #expect(lines == output)
        }
    }
}

/// A database whose reads take their time, so that what is read meets what happens meanwhile in every order.
private final class HesitantDatabase: Database {
    private let database: any Database
    private let random: RandomSource

    init(_ database: any Database, _ random: RandomSource) {
        self.database = database
        self.random = random
    }

    var dialect: SQLDialect { database.dialect }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value {
        let value = try await database.read(body)
        for _ in 0..<random.next() % 30 { await Task.yield() }
        if random.next() % 3 == 0 { try await TimeSource.system.sleep(for: .milliseconds(Int(random.next() % 4))) }
        return value
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await database.write(body)
    }

    func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        database.subscribe(topic, action)
    }

    func close() async { await database.close() }
}

extension Mutex where Value == [Int64] {
    /// A box that a body fills.
    final class Box: Sendable {
        private let values = Mutex<[Int64]>([])

        var content: [Int64] { values.withLock { $0 } }
        func add(_ more: [Int64]) { values.withLock { $0 += more } }
    }

    fileprivate static func collected(_ body: (Box) async throws -> Void) async throws -> [Int64] {
        let box = Box()
        try await body(box)
        return box.content
    }
}
