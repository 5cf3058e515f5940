// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing
import Wire

@Suite struct LiveProtocolTests {
    private static let run: RunID = RandomSource.system.identifier(at: Timestamp(millisecondsSinceEpoch: 1))

    @Test func requestsSurviveTheirJourney() throws {
        let shop = try ProjectName("shop")
        let requests: [LiveRequest] = [
            .ping, .unsubscribe(id: "a"), .subscribe(id: "a", .events(.init())),
            .subscribe(id: "é", .events(.init(after: 0, subjects: ["a", "b"], types: ["run.", "x"]))),
            .subscribe(id: "a", .run(.init(run: Self.run, after: 7))), .subscribe(id: "a", .logs(.init(project: shop))),
            .subscribe(
                id: "a",
                .logs(
                    .init(project: shop, profile: .staging, process: "web.2", after: LogPlace(release: 3, position: 9)))
            ),
            .subscribe(id: "a", .logs(.init(project: shop, release: 3, tail: 0))),
        ]
        for request in requests { #expect(try LiveRequest(try JSONText.encode(request)) == request) }
    }

    @Test func messagesSurviveTheirJourney() throws {
        let event = Event(
            cursor: 5, at: Timestamp(millisecondsSinceEpoch: 0), type: "t", subject: "s", runID: nil, data: [:])
        let line = LogStream.Line(text: "x", at: nil, stream: "stdout", release: 3)
        let messages: [LiveMessage] = [
            .hello(cursor: 1, server: "s", version: "v"), .subscribed(id: "a", cursor: nil),
            .subscribed(id: "a", cursor: 4), .unsubscribed(id: "a"), .event(id: "a", event), .cursor(id: "a", 9),
            .log(id: "a", cursor: nil, .init(step: "s", stream: "stdout", offset: 3, text: "t")),
            .end(id: "a", run: nil), .line(id: "a", place: LogPlace(release: 3, position: 4), line),
            .line(id: "a", place: nil, line), .skipped(id: "a", .init(bytes: 7)), .current(id: "a"),
            .error(id: nil, Problem(Failure(.notFound, "x"))), .error(id: "a", Problem(Failure(.notFound, "x"))), .pong,
        ]
        for message in messages {
            #expect(try JSONText.decode(LiveMessage.self, from: try JSONText.encode(message)) == message)
        }
    }

    @Test func idsMayBeAnyTextOfALength() throws {
        let longest = String(repeating: "x", count: LiveProtocol.idBytes)
        #expect(try LiveRequest(#"{"op":"unsubscribe","id":"\#(longest)"}"#) == .unsubscribe(id: longest))
        #expect(throws: Failure.self) { try LiveRequest(#"{"op":"unsubscribe","id":"\#(longest)x"}"#) }
        #expect(LiveRequest.subject(of: #"{"id":"a","what":1}"#) == "a")
        #expect(LiveRequest.subject(of: #"{"id":"\#(longest)x"}"#) == nil)
    }
}
