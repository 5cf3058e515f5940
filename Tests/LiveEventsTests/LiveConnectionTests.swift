// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import HTTPKit
import LiveEvents
import Model
import Primitives
import TestKit
import Testing
import Wire
import Workflows

/// What travels on a connection that is not as it should be.
@Suite struct LiveConnectionTests {
    @Test(arguments: [
        ("", "invalid_json"), ("{", "invalid_json"), ("[]", "invalid_json"), ("{}", "invalid_json"),
        (#"{"op":"dance"}"#, "invalid_argument"), (#"{"op":"ping","id":"a"}"#, "invalid_argument"),
        (#"{"op":"unsubscribe"}"#, "invalid_json"), (#"{"op":"subscribe","id":"a"}"#, "invalid_json"),
        (#"{"op":"subscribe","id":"","topic":"events"}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":7,"topic":"events"}"#, "invalid_json"),
        (#"{"op":"subscribe","id":"a","topic":"gossip"}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"events","after":-1}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"events","after":"1"}"#, "invalid_json"),
        (#"{"op":"subscribe","id":"a","topic":"events","after":1e30}"#, "invalid_json"),
        (#"{"op":"subscribe","id":"a","topic":"events","subjects":[]}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"events","types":["a\u0000b"]}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"events","run":"x"}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"run","run":"x"}"#, "invalid_json"),
        (#"{"op":"subscribe","id":"a","topic":"logs","project":"No"}"#, "invalid_project_name"),
        (#"{"op":"subscribe","id":"a","topic":"logs","project":"shop","after":"7"}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"logs","project":"shop","after":"7-1","tail":1}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"logs","project":"shop","after":"7-1","release":6}"#, "invalid_argument"),
        (#"{"op":"subscribe","id":"a","topic":"logs","project":"shop","tail":1000001}"#, "invalid_argument"),
    ])
    func whatIsNotUnderstoodIsRefusedAndTheConnectionGoesOn(_ text: String, _ code: String) async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            try await client.socket.send(text)
            let answers = try await client.settled()
            #expect(answers.compactMap(\.code) == [code])
            // As far as it has a name, the refusal has it too.
            #expect(answers.last?.id == (text.contains(#""id":"a""#) ? "a" : nil))
        }
    }

    @Test func everyTopicThatIsNotThereIsRefused() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            let nobody: RunID = RandomSource.system.identifier(at: TimeSource.system.now())
            try await client.subscribe("a", .run(.init(run: nobody)))
            try await client.subscribe("b", .logs(.init(project: try ProjectName("nobody"))))
            try await client.subscribe(
                "c", .logs(.init(project: try ProjectName("shop"), after: LogPlace(release: 7, position: 9))))
            var codes: [String: String] = [:]
            while codes.count < 3, let message = try await client.next() {
                if let id = message.id, let code = message.code { codes[id] = code }
            }
            #expect(codes == ["a": "run_not_found", "b": "not_found", "c": "log_position_unknown"])
            #expect(try await live.stream("/v1/runs/\(nobody)/events").status.code == 404)
            #expect(try await live.stream("/v1/logs", lastEventID: "7-9").status.code == 409)
        }
    }

    @Test func aMessageThatIsTooLargeEndsTheConnection() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            try await client.socket.send(String(repeating: " ", count: LiveProtocol.requestBytes + 1))
            #expect(try await client.untilClosed()?.code == .tooLarge)
        }
    }

    @Test func bytesInsteadOfTextAreRefused() async throws {
        try await LiveFixture.with { live in
            let client = try await live.connect()
            try await client.socket.send([1, 2, 3])
            #expect(try await client.settled().compactMap(\.code) == ["invalid_argument"])
        }
    }

    /// Mutations of good messages: each is answered or is fine, and the server stays.
    @Test(arguments: 1...4)
    func garbageEndsNothingButItself(_ seed: UInt64) async throws {
        try await LiveFixture.with { live in
            let random = RandomSource.seeded(seed)
            let run = try await live.insertRun()
            let good = try [
                LiveRequest.subscribe(id: "a", .events(.init(after: 0, subjects: ["a"], types: ["run."]))),
                .subscribe(id: "b", .run(.init(run: run.id, after: 0))),
                .subscribe(id: "c", .logs(.init(project: try ProjectName("shop"), tail: 3))),
                .unsubscribe(id: "a"), .ping,
            ].map { Array(try JSONText.encode($0).utf8) }
            let client = try await live.connect()
            for _ in 0..<300 {
                var bytes = good[Int(random.next() % UInt64(good.count))]
                for _ in 0...random.next() % 4 {
                    let place = Int(random.next() % UInt64(bytes.count))
                    switch random.next() % 3 {
                    case 0: bytes[place] = UInt8(random.next() % 128)
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(contentsOf: bytes[..<place], at: place)
                    }
                    if bytes.isEmpty { bytes = [0x7B] }
                }
                try await client.socket.send(String(decoding: bytes, as: UTF8.self))
            }
            _ = try await client.settled()
            #expect(try await live.stream("/alive").status == .ok)
        }
    }

    @Test func whoOnlyAsksAndNeverReadsIsHeldBack() async throws {
        try await LiveFixture.with {
            $0.backlogBytes = 16 << 10
            $0.stallTime = .milliseconds(300)
            $0.tick = .milliseconds(50)
        } _: { live in
            let client = try await live.connect()
            // The server stops reading, so the client's sending comes to a stand until it is cut off.
            await #expect(throws: Failure.self) {
                while true { try await client.send(.unsubscribe(id: "nobody")) }
            }
        }
    }

    @Test func aServerThatStopsSaysSo() async throws {
        try await TemporaryDatabase.with { database in
            let clients = Clients()
            try await LiveFixture.run(database, EventLog(database: database, time: .system)) { live in
                let client = try await live.connect()
                try await client.subscribe("a", .events(.init()))
                try await client.messages { $0.isSubscribed }
                let stream = try await live.stream("/v1/events")
                await clients.keep(client, stream)
            }
            // The server has ended in good order and within its grace, event streams and all.
            #expect(await clients.closing?.code == .goingAway)
            #expect(await clients.hasStreamEnded)
        }
    }

    /// What a client sees of a server's end.
    private actor Clients {
        private var ends: (Task<WebSocketClose?, any Error>, Task<Bool, any Error>)?

        func keep(_ client: LiveClient, _ stream: HTTPClientResponse) {
            // Owned by this actor: they end with the server.
            ends = (
                Task { try await client.untilClosed() },
                Task {
                    while try await stream.nextBody() != nil {}
                    return true
                }
            )
        }

        var closing: WebSocketClose? { get async { try? await ends?.0.value } }
        var hasStreamEnded: Bool { get async { (try? await ends?.1.value) ?? false } }
    }

    @Test func anEventStreamThatIsOnlyAskedForItsHeadEnds() async throws {
        try await LiveFixture.with { live in
            let response = try await HTTPClient().request(to: live.endpoint, HTTPClientRequest(.head, "/v1/events"))
            #expect(response.status == .ok && response.headers["Content-Type"] == "text/event-stream")
            #expect(try await response.collect().isEmpty)
        }
    }
}
