// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import LiveEvents
import Model
import Primitives
import TestKit
import Testing
import Wire

@Suite struct VisibilityTests {
    @Test func onlyWhatTheViewerSeesIsSent() async throws {
        try await LiveFixture.with { live in
            live.people.change { $0.subjects = ["a"] }
            try await live.append(10, subject: "a")
            try await live.append(10, subject: "b")
            let client = try await live.connect()
            try await client.subscribe("all", .events(.init(after: 0)))
            try await client.subscribe("foreign", .events(.init(after: 0, subjects: ["b"])))
            let first = try await client.messages { $0.eventCursor == 10 }
            #expect(first.compactMap(\.eventCursor) == Array(1...10))
            try await live.append(5, subject: "b")
            try await live.append(1, subject: "a")
            let last = try await client.messages { $0.eventCursor == 26 }
            let rest = try await client.settled()
            #expect((last + rest).compactMap(\.eventCursor) == [26])
        }
    }

    /// A change of rights is a barrier: what follows it in the log is seen with the rights after it, by everybody, at
    /// whatever moment it is read.
    @Test(arguments: 0..<10)
    func rightsChangeAtTheirPlaceInTheLog(_ round: Int) async throws {
        try await LiveFixture.with { live in
            live.people.change { $0.subjects = ["a"] }
            try await live.untilHead(0)
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init(after: 0)))
            if round.isMultiple(of: 2) { try await client.messages { $0.isSubscribed } }
            try await live.append(3, from: 0, subject: "a")
            try await live.append(3, from: 3, subject: "b")
            // As identity does it: the change and its event are one commit.
            live.people.change { $0.subjects = ["b"] }
            try await live.append(1, from: 100, type: "grant.changed", subject: "b")
            try await live.append(3, from: 6, subject: "a")
            let last = try await live.append(3, from: 9, subject: "b")
            let seen = try await client.messages { $0.eventCursor == last }.compactMap(\.number)
            // What was before the barrier may have been read after it, by who was late.
            if round.isMultiple(of: 2) { #expect(seen.filter { $0 < 6 } == [0, 1, 2]) }
            #expect(seen.filter { $0 >= 6 } == [100, 9, 10, 11])
        }
    }

    @Test func whoIsSignedOutIsCutOffWithAllTransports() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init()))
            try await client.messages { $0.isSubscribed }
            let stream = try await live.stream("/v1/events")
            live.people.change { $0.failure = Failure(FailureCode("unauthenticated", .unauthenticated), "signed out") }
            try await live.append(1, type: "session.ended", subject: "user/1")
            try await live.append(1, from: 1)
            let rest = try await String(decoding: stream.collect(), as: UTF8.self)
            #expect(rest.contains("event: problem\ndata: ") && rest.contains("\"code\":\"unauthenticated\""))
            #expect(!rest.contains("\"n\":1"))
            #expect(try await client.untilClosed()?.code.rawValue == LiveProtocol.signedOut)
        }
    }

    @Test func aViewerWhoCannotBeLookedUpIsAskedToComeBack() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            _ = try await client.settled()
            live.people.change { $0.failure = Failure(.ioFailed, "the store is away") }
            try await live.append(1, type: "user.changed", subject: "user/1")
            #expect(try await client.untilClosed()?.code == .tryAgainLater)
        }
    }

    @Test func aSessionThatExpiresEndsItsConnections() async throws {
        let time = ManualTime()
        try await LiveFixture.with(time: time.source) { live in
            live.people.change { $0.expiresAt = time.now + .seconds(90) }
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init()))
            let stream = try await live.stream("/v1/events")
            for _ in 0..<89 { await time.step() }
            _ = try await client.settled()
            await time.step()
            #expect(try await client.untilClosed()?.code.rawValue == LiveProtocol.signedOut)
            let rest = try await String(decoding: stream.collect(), as: UTF8.self)
            #expect(rest.contains("\"code\":\"signed_out\""))
        }
    }

    @Test func viewersAreLookedUpNowAndThenWithoutBeingTold() async throws {
        let time = ManualTime()
        try await LiveFixture.with(time: time.source) { live in
            let client = try await live.connect()
            try await client.subscribe("x", .events(.init(after: 0)))
            _ = try await client.settled()
            live.people.change { $0.subjects = [] }
            for _ in 0..<31 { await time.step() }
            while live.people.renewals == 0 { try await TimeSource.system.sleep(for: .milliseconds(2)) }
            try await live.append(3)
            live.people.change { $0.subjects = nil }
            try await live.append(1, from: 3, type: "grant.changed")
            let seen = try await client.messages { $0.number == 3 }.compactMap(\.number)
            #expect(seen == [3] || seen == [0, 1, 2, 3])
            #expect(live.people.renewals >= 2)
        }
    }

    @Test func aRunAndALogThatMayNotBeFollowedAnyMoreEnd() async throws {
        try await LiveFixture.with { live in
            let run = try await live.insertRun()
            live.output.write("one")
            let client = try await live.connect()
            try await client.subscribe("run", .run(.init(run: run.id)))
            try await client.subscribe("log", .logs(.init(project: try ProjectName("shop"))))
            try await client.messages { $0 == .current(id: "log") }
            let stream = try await live.stream("/v1/logs")
            live.people.change { $0.mayFollow = false }
            try await live.append(1, type: "grant.changed")
            let errors = try await client.messages { $0.id == "log" && $0.code != nil }.compactMap(\.code)
            #expect(errors == ["not_found", "permission_denied"])
            let rest = try await String(decoding: stream.collect(), as: UTF8.self)
            #expect(rest.contains("permission_denied"))
            // From the beginning it is refused with a status.
            #expect(try await live.stream("/v1/logs").status.code == 403)
            #expect(try await live.stream("/v1/runs/\(run.id)/events").status.code == 404)
        }
    }
}

extension ManualTime {
    /// One tick of the service.
    func step() async {
        await waitForSleepers()
        advance(by: .seconds(1))
    }
}
