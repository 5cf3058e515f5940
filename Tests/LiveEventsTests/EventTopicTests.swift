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

@Suite struct EventTopicTests {
    @Test func theFirstMessageSaysWhereTheLogStands() async throws {
        try await LiveFixture.with { live in
            let last = try await live.append(3)
            let client = try await live.connect()
            // The server may have read the log before, or not yet.
            guard case .hello(let cursor, "here", "1.0") = try await client.next() else {
                Issue.record("no hello")
                return
            }
            #expect(cursor <= last)
            #expect(client.socket.subprotocol == "dextra.live.v1")
        }
    }

    @Test func whoNamesNoCursorGetsWhatHappensFromNowOn() async throws {
        try await LiveFixture.with { live in
            try await live.append(5)
            try await live.untilHead(5)
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init()))
            try await client.messages { $0 == .subscribed(id: "a", cursor: 5) }
            try await live.append(2, from: 5)
            let events = try await client.messages { $0.number == 6 }
            #expect(events.map(\.number) == [5, 6])
            #expect(events.map(\.id) == ["a", "a"])
        }
    }

    @Test(arguments: [0, 1, 150, 299, 300])
    func whoNamesACursorGetsExactlyWhatFollows(_ after: Int64) async throws {
        try await LiveFixture.with { live in
            // More than one page, and more than what stays in memory for some.
            try await live.append(300)
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init(after: after)))
            try await client.messages { $0 == .subscribed(id: "a", cursor: after) }
            try await live.append(1, from: 300)
            let events = try await client.messages { $0.number == 300 }
            #expect(events.map(\.eventCursor) == Array(after + 1...301))
        }
    }

    @Test func aCursorThatIsNotKeptIsRefusedAndTheConnectionGoesOn() async throws {
        try await LiveFixture.with {
            $0.recentEvents = 0
        } _: { live in
            try await live.append(50)
            try await live.log.prune(EventLimits(count: 10))
            let client = try await live.connect()
            for after: Int64 in [7, 51] {
                try await client.subscribe("a", .events(.init(after: after)))
                let error = try await client.messages { $0.code != nil }.last
                guard case .error("a", let problem) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(problem.failure.code.name == "cursor_expired" && problem.failure.hint != nil)
            }
            // The ID is free again, and 0 is the oldest kept.
            try await client.subscribe("a", .events(.init(after: 0)))
            let events = try await client.messages { $0.eventCursor == 50 }
            #expect(events.compactMap(\.eventCursor) == Array(41...50))
            for after in [7, 51] {
                let refused = try await live.stream("/v1/events?after=\(after)")
                #expect(refused.status.code == 409)
                #expect(try await refused.decode(as: Problem.self).failure.code.name == "cursor_expired")
            }
        }
    }

    @Test func filtersLetThroughWhatTheyName() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            try await client.subscribe("subject", .events(.init(after: 0, subjects: ["b", "c"])))
            try await client.subscribe("type", .events(.init(after: 0, types: ["run.", "tick"])))
            try await client.subscribe("both", .events(.init(after: 0, subjects: ["a"], types: ["run.finished"])))
            func append() async throws {
                for subject in ["a", "b", "c"] {
                    for type in ["run.finished", "run.started", "runner", "tick", "ticks"] {
                        try await live.append(1, type: type, subject: subject)
                    }
                }
            }
            // Half of it may be found in the store, the rest comes as it happens.
            try await append()
            try await append()
            try await live.append(1, type: "run.finished", subject: "a")
            try await client.messages { $0.id == "both" && $0.eventCursor == 31 }
            let others = try await live.connect()
            try await others.subscribe("subject", .events(.init(after: 0, subjects: ["b", "c"])))
            try await others.subscribe("type", .events(.init(after: 0, types: ["run.", "tick"])))
            let messages = try await others.messages { $0.id == "type" && $0.eventCursor == 31 } + others.settled()
            func facts(_ id: String) -> [Event] {
                messages.compactMap { if case .event(id, let event) = $0 { event } else { nil } }
            }
            #expect(facts("subject").count == 20)
            #expect(facts("subject").allSatisfy { $0.subject != "a" })
            #expect(facts("type").count == 19)
            #expect(Set(facts("type").map(\.type)) == ["run.finished", "run.started", "tick"])
        }
    }

    @Test func aFilterThatLetsNothingThroughStillMovesTheCursor() async throws {
        try await LiveFixture.with {
            $0.cursorInterval = 100
        } _: { live in
            let client = try await live.connect()
            try await client.subscribe("a", .events(.init(after: 0, subjects: ["b"])))
            try await client.messages { $0.isSubscribed }
            for start in 0..<5 { try await live.append(100, from: start * 100) }
            var reached: Int64 = 0
            while reached < 400 {
                guard case .cursor("a", let cursor) = try await client.next() else {
                    Issue.record("not a cursor")
                    return
                }
                #expect(cursor > reached)
                reached = cursor
            }
            try await live.append(1, subject: "b")
            #expect(try await client.messages { $0.eventCursor == 501 }.compactMap(\.eventCursor) == [501])
        }
    }

    @Test func anEventStreamBeginsWithTheOldestAndSaysWhenToComeBack() async throws {
        try await LiveFixture.with { live in
            try await live.append(3)
            let response = try await live.stream("/v1/events")
            #expect(response.headers["Content-Type"] == "text/event-stream")
            var text = ""
            while !text.contains("id: 3\n"), let bytes = try await response.nextBody() {
                text += String(decoding: bytes, as: UTF8.self)
            }
            #expect(text.hasPrefix("retry: "))
            #expect(text.contains("\n\nid: 0\n\nevent: tick\nid: 1\ndata: {"))
        }
    }

    @Test func thoseWhoAreCutOffTogetherAreAskedToComeBackOneByOne() async throws {
        try await LiveFixture.with {
            $0.retry = .seconds(2)...(.seconds(4))
        } _: { live in
            var pauses: Set<Int> = []
            for _ in 0..<20 {
                let response = try await live.stream("/v1/events")
                let first = String(decoding: try #require(try await response.nextBody()), as: UTF8.self)
                let pause = try #require(first.prefix { $0 != "\n" }.split(separator: " ").last.flatMap { Int($0) })
                #expect((2000...4000).contains(pause))
                pauses.insert(pause)
                response.close()
            }
            #expect(pauses.count > 10)
        }
    }

    /// Whoever is cut off in the middle goes on from there.
    @Test func whatAFilterPassesOverFromFarBackIsLookedThroughInParts() async throws {
        try await LiveFixture.with {
            $0.recentEvents = 0
            $0.cursorInterval = 50
            $0.readSpan = 100
        } _: { live in
            try await live.append(2, subject: "a")
            try await live.append(948, from: 2, subject: "b")
            try await live.append(1, from: 950, subject: "a")
            try await live.untilHead(951)
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init(after: 1, subjects: ["a"])))
            let messages = try await client.messages { $0.eventCursor == 951 }
            #expect(messages.compactMap(\.eventCursor) == [2, 951])
            let cursors = messages.compactMap { if case .cursor("x", let cursor) = $0 { cursor } else { nil } }
            #expect(cursors == [201, 301, 401, 501, 601, 701, 801, 901])
            let stream = try await live.stream("/v1/events?subject=a&after=1")
            var text = ""
            while !text.contains("id: 951\n"), let bytes = try await stream.nextBody() {
                text += String(decoding: bytes, as: UTF8.self)
            }
            #expect(text.contains("\n\nid: 501\n\n"))
        }
    }

    @Test func theSubscriptionsOfAConnectionAreLimitedAndNamedOnce() async throws {
        try await LiveFixture.with { live in
            try await live.untilHead(0)
            let client = try await live.connect()
            for number in 0..<LiveProtocol.subscriptions { try await client.subscribe("\(number)", .events(.init())) }
            try await client.subscribe("more", .events(.init()))
            try await client.send(.unsubscribe(id: "3"))
            try await client.subscribe("4", .events(.init()))
            try await client.subscribe("more", .events(.init()))
            let answers = try await client.settled().filter { !$0.isSubscribed || $0.id == "more" }
            #expect(answers.dropFirst().map(\.kind) == ["error", "unsubscribed", "error", "subscribed"])
            #expect(answers.compactMap(\.code) == ["too_many_subscriptions", "subscription_exists"])
            try await live.append(1)
            try await live.untilHead(1)
            // Each of them has it, the one that was ended has not.
            let ids = Set(try await client.settled().compactMap { $0.eventCursor == 1 ? $0.id : nil })
            #expect(ids.count == LiveProtocol.subscriptions && !ids.contains("3") && ids.contains("more"))
        }
    }
}

extension LiveFixture {
    /// Returns once the hub has handed out what is up to a cursor.
    func untilHead(_ cursor: Int64) async throws {
        while (service.head ?? -1) < cursor { try await TimeSource.system.sleep(for: .milliseconds(2)) }
    }
}
