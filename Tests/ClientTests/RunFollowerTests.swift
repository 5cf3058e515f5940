// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import Model
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

@Suite struct RunFollowerTests {
    private static let moment = Timestamp(millisecondsSinceEpoch: 1_780_000_000_000)
    private static let id = RunID(at: moment, random: (1, 2))

    private static func event(_ cursor: Int64) -> Event {
        Event(cursor: cursor, at: moment, type: "run.progress", subject: "project/x", runID: id, data: [:])
    }

    private static func run(_ state: RunState) -> Run {
        Run(
            id: id, kind: "deploy", kindVersion: 1, subject: "project/x", projectID: nil, input: [:], state: state,
            progress: 100, createdAt: moment, steps: [])
    }

    private static func send(_ cursors: ClosedRange<Int64>, _ writer: ServerSentEventWriter) async throws {
        for cursor in cursors {
            try await writer.send(
                event: "run.progress", id: String(cursor), data: try JSONText.encode(event(cursor)))
        }
    }

    private static func send(_ text: String, at offset: Int64, _ writer: ServerSentEventWriter) async throws {
        let piece = RunStream.LogPiece(step: "build", stream: "stdout", offset: offset, text: text)
        try await writer.send(event: RunStream.log, data: try JSONText.encode(piece))
    }

    private static func follower(_ client: ServerClient) -> RunFollower {
        // Nothing here may start a real server.
        let launcher = ServerLauncher(
            executable: "/bin/false", environment: [:], time: .system, patience: .milliseconds(100))
        return RunFollower(client: client, launcher: launcher, time: .system, random: .seeded(1))
    }

    /// What a follower hears, as text.
    private static func heard(_ update: RunUpdate) -> String {
        switch update {
        case .event(let event): "event \(event.cursor)"
        case .log(let piece): "log \(piece.offset) \(piece.text)"
        case .reconnecting: "reconnecting"
        case .finished(let run): "finished \(run.state)"
        }
    }

    @Test func aBrokenStreamIsTakenUpWhereItBroke() async throws {
        let asked = Mutex<[String]>([])
        let heard = Mutex<[String]>([])
        try await ScriptedServer.with {
            $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
            $0.get("/v1/runs/:id/events") { exchange in
                let after = exchange.request.query["after"] ?? ""
                let connection = asked.withLock { asked in
                    asked.append(after)
                    return asked.count
                }
                let writer = try await exchange.startEvents()
                if connection == 1 {
                    try await Self.send(1...2, writer)
                    try await Self.send("one\n", at: 0, writer)
                } else {
                    // Log text is repeated from the beginning, events are not.
                    try await Self.send("one\n", at: 0, writer)
                    try await Self.send("two\n", at: 4, writer)
                    try await Self.send(2...3, writer)
                    try await writer.send(event: RunStream.end, data: try JSONText.encode(Self.run(.succeeded)))
                }
                try await exchange.finish()
            }
        } _: { client in
            let run = try await Self.follower(client).follow(Self.id) { update in
                heard.withLock { $0.append(Self.heard(update)) }
            }
            #expect(run.state == .succeeded)
        }
        #expect(asked.withLock { $0 } == ["", "2"])
        #expect(
            heard.withLock { $0 } == [
                "event 1", "event 2", "log 0 one\n", "reconnecting", "log 4 two\n", "event 3",
                "finished succeeded",
            ])
    }

    @Test(arguments: ["too_slow", "database_unavailable"])
    func aStreamThatTheServerEndsForAWhileIsTakenUp(_ code: String) async throws {
        let category: FailureCategory = code == "too_slow" ? .exhausted : .unavailable
        let asked = Mutex<[String]>([])
        try await ScriptedServer.with {
            $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
            $0.get("/v1/runs/:id/events") { exchange in
                let after = exchange.request.query["after"] ?? ""
                asked.withLock { $0.append(after) }
                let writer = try await exchange.startEvents()
                guard after.isEmpty else {
                    return try await writer.send(
                        event: RunStream.end, data: try JSONText.encode(Self.run(.succeeded)))
                }
                try await Self.send(1...2, writer)
                let problem = Problem(Failure(FailureCode(code, category), "not now"))
                try await writer.send(event: Problem.event, data: try JSONText.encode(problem))
            }
        } _: { client in
            let run = try await Self.follower(client).follow(Self.id) { _ in }
            #expect(run.state == .succeeded)
        }
        #expect(asked.withLock { $0 } == ["", "2"])
    }

    @Test func wordsOfANewerServerAreSkipped() async throws {
        let heard = Mutex<[String]>([])
        try await ScriptedServer.with {
            $0.get("/v1/runs/:id/events") { exchange in
                let writer = try await exchange.startEvents()
                try await Self.send(1...1, writer)
                for data in ["{}", "soon", #"{"cursor":2,"left":"90 s"}"#] {
                    try await writer.send(event: "estimate", id: "2", data: data)
                }
                // An entry of the log is shown, whatever its type.
                let entry = Event(
                    cursor: 3, at: Self.moment, type: "run.dreamt", subject: "x", runID: Self.id, data: ["of": "sheep"])
                try await writer.send(event: entry.type, id: "3", data: try JSONText.encode(entry))
                try await writer.send(event: RunStream.end, data: try JSONText.encode(Self.run(.succeeded)))
            }
        } _: { client in
            _ = try await Self.follower(client).follow(Self.id) { update in
                heard.withLock { $0.append(Self.heard(update)) }
            }
        }
        #expect(heard.withLock { $0 } == ["event 1", "event 3", "finished succeeded"])
    }

    @Test func aStreamThatTheServerEndsForGoodSaysWhy() async throws {
        try await ScriptedServer.with {
            $0.get("/v1/runs/:id/events") { exchange in
                let writer = try await exchange.startEvents()
                let problem = Problem(Failure(FailureCode("signed_out", .unauthenticated), "the session has expired"))
                try await writer.send(event: Problem.event, data: try JSONText.encode(problem))
            }
        } _: { client in
            let failure = await #expect(throws: Failure.self) {
                try await Self.follower(client).follow(Self.id) { _ in }
            }
            #expect(failure?.code.name == "signed_out")
        }
    }

    @Test func aFailureOfTheServerIsNotAskedForAgain() async throws {
        let count = Mutex(0)
        try await ScriptedServer.with {
            $0.get("/v1/runs/:id/events") { _ in
                count.withLock { $0 += 1 }
                throw Failure(.notFound, "there is no such run")
            }
        } _: { client in
            let failure = await #expect(throws: Failure.self) {
                try await Self.follower(client).follow(Self.id) { _ in }
            }
            #expect(failure?.code.category == .notFound)
        }
        #expect(count.withLock { $0 } == 1)
    }

    @Test func aServerThatCannotComeBackIsReported() async throws {
        try await TemporaryDirectory.with { home in
            let failure = await #expect(throws: Failure.self) {
                try await Self.follower(ServerClient(home: home)).follow(Self.id) { _ in }
            }
            #expect(failure?.code == .serverNotStarting)
        }
    }
}
