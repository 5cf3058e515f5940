// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import Storage
import TestKit
import Testing
import Wire
import Workflows

/// Changes of rights that meet a connection at an awkward moment.
@Suite(.timeLimit(.minutes(2))) struct ChangedRightsTests {
    /// A client that comes from another node may be ahead of what this one has read of the log.
    @Test func aBarrierBeforeWhatTheClientHasTakesNothingBack() async throws {
        let time = ManualTime()
        try await LiveFixture.with(time: time.source) { live in
            try await live.append(2)
            try await live.untilHead(2)
            try await live.appendUnheard(["grant.changed", "tick", "tick"])
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init(after: 5)))
            try await client.messages { $0 == .subscribed(id: "x", cursor: 5) }
            _ = try await client.settled()
            try await live.append(1)
            let seen = try await client.messages { $0.eventCursor == 6 }.compactMap(\.eventCursor)
            #expect(seen == [6])
        }
    }

    @Test(arguments: [false, true])
    func whatChangesWhileSomebodyConnectsCountsForThem(_ isStream: Bool) async throws {
        try await LiveFixture.with { live in
            try await live.append(1, subject: "b")
            try await live.untilHead(1)
            live.people.change { rights in
                rights.subjects = ["a", "b"]
                rights.afterLookUp = {
                    live.people.change { $0.subjects = ["b"] }
                    try await live.untilHead(try await live.append(1, from: 1, type: "grant.changed", subject: "c"))
                }
            }
            if isStream {
                let stream = try await live.stream("/v1/events?after=2")
                try await live.append(1, from: 2, subject: "a")
                try await live.append(1, from: 3, subject: "b")
                var events = stream.events.makeAsyncIterator()
                #expect(try await events.next()?.id == "4")
                stream.close()
            } else {
                let client = try await live.connect()
                try await client.subscribe("x", .events(.init(after: 2)))
                try await client.messages { $0.isSubscribed }
                try await live.append(1, from: 2, subject: "a")
                try await live.append(1, from: 3, subject: "b")
                #expect(try await client.messages { $0.number == 3 }.compactMap(\.number) == [3])
            }
        }
    }

    @Test func whatIsAskedForWhileTheViewerIsLookedUpIsCheckedAgain() async throws {
        try await LiveFixture.with { live in
            let run = try await live.insertRun()
            let client = try await live.connect()
            _ = try await client.settled()
            let gate = WakeSignal()
            live.people.change { rights in
                rights.mayFollow = false
                rights.afterLookUp = { try await gate.wait(beyond: 0) }
            }
            try await live.append(1, type: "grant.changed")
            while live.people.renewals == 0 { try await TimeSource.system.sleep(for: .milliseconds(2)) }
            // Who is here now is still whom they were.
            try await client.subscribe("run", .run(.init(run: run.id)))
            try await client.messages { $0.isSubscribed }
            gate.raise()
            // Not inside the expectation: there the closure was false of the very error (Swift 6.3.1), and this waited for ever.
            let answers = try await client.messages { $0.code != nil }
            #expect(answers.compactMap(\.code) == ["not_found"])
        }
    }

    @Test func whoRemembersViewersIsToldBeforeTheyAreLookedUpAgain() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            _ = try await client.settled()
            try await live.append(1, type: "tick")
            try await live.append(1, type: "session.ended")
            while live.people.renewals == 0 { try await TimeSource.system.sleep(for: .milliseconds(2)) }
            #expect(live.people.changes == 1)
        }
    }

    @Test func aSubscriptionThatCannotBeCheckedAgainIsNotRefused() async throws {
        try await LiveFixture.with { live in
            let run = try await live.insertRun()
            let client = try await live.connect()
            try await client.subscribe("run", .run(.init(run: run.id)))
            try await client.messages { $0.isSubscribed }
            live.people.change { $0.followFailure = Failure(.databaseUnavailable, "the store is away") }
            try await live.append(1, type: "grant.changed")
            var last: LiveMessage?
            while let message = try await client.next() { last = message }
            #expect(last?.code == nil)
            #expect(await client.socket.closing?.code == .tryAgainLater)
        }
    }
}

extension LiveFixture {
    /// As another node commits whose news get lost.
    fileprivate func appendUnheard(_ types: [String]) async throws {
        try await database.write { connection in
            for type in types {
                try EventStore().append(
                    type: type, subject: "a", runID: nil, data: [:], at: TimeSource.system.now(), on: connection)
            }
        }
    }
}
