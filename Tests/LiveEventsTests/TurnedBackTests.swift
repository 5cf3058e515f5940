// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import Storage
import Testing
import Wire
import Workflows

/// A log that the hub can't read on from where it was. It has lost the newest of its events: its server failed before
/// another had them, or a backup took its place. Or it was pruned faster than it was read.
@Suite(.timeLimit(.minutes(2))) struct TurnedBackTests {
    @Test func whoIsConnectedAndAheadOfTheLogBeginsAnew() async throws {
        try await LiveFixture.with { live in
            let run = try await live.insertRun()
            try await live.append(90)
            try await live.append(10, from: 90, run: run.id)
            try await live.untilHead(100)
            let client = try await live.connect()
            try await client.subscribe("events", .events(.init(after: 99)))
            try await client.subscribe("filtered", .events(.init(subjects: ["nobody"])))
            try await client.subscribe("run", .run(.init(run: run.id)))
            var left: Set = ["events", "filtered", "run"]
            while !left.isEmpty, let message = try await client.next() {
                if message.eventCursor == 100 || message == .subscribed(id: "filtered", cursor: 100) {
                    left.remove(try #require(message.id))
                }
            }
            try await live.turnBack(to: 60)
            // Nothing happens: it is found by looking.
            live.log.signal.raise()
            var refused: [String: String] = [:]
            while refused.count < 3, let message = try await client.next() {
                if let code = message.code { refused[try #require(message.id)] = code }
            }
            #expect(refused == ["events": "cursor_expired", "filtered": "cursor_expired", "run": "cursor_expired"])
            try await client.subscribe("events", .events(.init(after: 60)))
            try await live.append(2, from: 200)
            #expect(try await client.messages { $0.number == 201 }.compactMap(\.eventCursor) == [61, 62])
        }
    }

    @Test func anEventStreamEndsWithTheReason() async throws {
        try await LiveFixture.with { live in
            try await live.append(10)
            try await live.untilHead(10)
            let stream = try await live.stream("/v1/events?after=9")
            var events = stream.events.makeAsyncIterator()
            #expect(try await events.next()?.id == "10")
            try await live.turnBack(to: 5)
            live.log.signal.raise()
            let last = try #require(try await events.next())
            #expect(last.event == Problem.event)
            #expect(try JSONText.decode(Problem.self, from: last.data).failure.code.name == "cursor_expired")
            #expect(try await events.next() == nil)
            // A client that comes back with it too early is told the same.
            try await live.append(1)
            #expect(try await live.stream("/v1/events?after=10").status.code == 409)
        }
    }

    /// What told of it may be lost, and remembered rights with it.
    @Test func everybodyIsLookedUpAgain() async throws {
        try await LiveFixture.with { live in
            try await live.append(10)
            try await live.untilHead(10)
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init(subjects: ["nobody"])))
            try await client.messages { $0.isSubscribed }
            live.people.change { $0.failure = Failure(FailureCode("signed_out", .unauthenticated), "signed out") }
            try await live.turnBack(to: 5)
            live.log.signal.raise()
            #expect(try await client.untilClosed()?.code.rawValue == LiveProtocol.signedOut)
            #expect(live.people.changes == 1)
        }
    }

    /// Nothing else may happen for long: what is there has to come by itself.
    @Test func whatIsLeftOfALogThatWasPrunedUnreadComesAtOnce() async throws {
        try await LiveFixture.with {
            $0.recentEvents = 0
        } _: { live in
            try await live.untilHead(0)
            let client = try await live.connect()
            try await client.subscribe("behind", .events(.init()))
            try await client.messages { $0.isSubscribed }
            try await live.appendPruned(50, through: 40)
            #expect(try await client.messages { $0.code != nil }.last?.code == "cursor_expired")
            try await client.subscribe("oldest", .events(.init(after: 0)))
            let events = try await client.messages { $0.eventCursor == 50 }
            #expect(events.compactMap(\.eventCursor) == Array(41...50))
        }
    }

    /// What is gone may have told of it.
    @Test func everybodyIsLookedUpAgainAfterAPartThatWasNotRead() async throws {
        try await LiveFixture.with { live in
            try await live.untilHead(0)
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init(subjects: ["nobody"])))
            try await client.messages { $0.isSubscribed }
            live.people.change { $0.failure = Failure(FailureCode("signed_out", .unauthenticated), "signed out") }
            try await live.appendPruned(10, through: 10)
            #expect(try await client.untilClosed()?.code.rawValue == LiveProtocol.signedOut)
            #expect(live.people.changes == 1)
        }
    }
}

extension LiveFixture {
    /// Appends events of which the first are gone before anybody can read them.
    fileprivate func appendPruned(_ count: Int, through cursor: Int64) async throws {
        try await database.write { [log] connection in
            for _ in 0..<count { try log.append("tick", subject: "a", on: connection) }
            _ = try EventStore().prune(through: cursor, batch: count, on: connection)
        }
    }

    /// The store as it was when a cursor was the newest.
    fileprivate func turnBack(to cursor: Int64) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM events WHERE cursor > ?", [.integer(cursor)])
            try connection.execute("UPDATE counters SET value = ? WHERE name = 'events'", [.integer(cursor)])
        }
    }
}
