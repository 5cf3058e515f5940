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

@Suite struct LogFollowerTests {
    private static func follower(_ client: ServerClient) -> LogFollower {
        // Nothing here may start a real server.
        let launcher = ServerLauncher(
            executable: "/bin/false", environment: [:], time: .system, patience: .milliseconds(100))
        return LogFollower(client: client, launcher: launcher, time: .system, random: .seeded(1))
    }

    private static func send(_ position: Int64?, _ text: String, _ writer: ServerSentEventWriter) async throws {
        let line = LogStream.Line(text: text, at: nil, stream: "stdout", release: 3)
        try await writer.send(
            event: LogStream.line, id: position.map { LogPlace(release: 3, position: $0).description },
            data: try JSONText.encode(line))
    }

    private static func heard(_ update: LogUpdate) -> String {
        switch update {
        case .line(let line): line.text
        case .skipped(let bytes): "skipped \(bytes)"
        case .current: "current"
        case .reconnecting: "reconnecting"
        }
    }

    @Test func aBrokenStreamIsTakenUpAfterTheLastLine() async throws {
        let asked = Mutex<[String]>([])
        let heard = Mutex<[String]>([])
        try await ScriptedServer.with {
            $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
            $0.get("/v1/projects/:name/logs") { exchange in
                let place = exchange.request.headers["Last-Event-ID"] ?? "-"
                asked.withLock { $0.append(place) }
                let writer = try await exchange.startEvents()
                guard place == "3-20" else {
                    try await Self.send(10, "one", writer)
                    try await writer.send(event: LogStream.current, data: "{}")
                    try await Self.send(20, "two", writer)
                    return
                }
                try await writer.send(event: LogStream.skipped, data: #"{"bytes":7}"#)
                try await writer.send(event: LogStream.current, data: "{}")
                try await Self.send(30, "three", writer)
                try await writer.send(event: LogStream.end, data: "{}")
            }
        } _: { client in
            let request = LogRequest(project: try ProjectName("shop"), profile: .production, follow: true)
            try await Self.follower(client).read(request) { update in heard.withLock { $0.append(Self.heard(update)) } }
        }
        #expect(asked.withLock { $0 } == ["-", "3-20"])
        #expect(heard.withLock { $0 } == ["one", "current", "two", "reconnecting", "skipped 7", "three"])
    }

    @Test func linesWithoutAPlaceAreNotReadTwice() async throws {
        try await ScriptedServer.with {
            $0.get("/v1/info") { try await $0.respond(json: ScriptedServer.info) }
            $0.get("/v1/projects/:name/logs") { exchange in
                try await Self.send(nil, "one", try await exchange.startEvents())
            }
        } _: { client in
            let request = LogRequest(project: try ProjectName("shop"), profile: .production, follow: true)
            let failure = await #expect(throws: Failure.self) {
                try await Self.follower(client).read(request) { _ in }
            }
            #expect(failure?.code == .streamNotResumable)
        }
    }
}
