// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Client
import HTTP
import HTTPKit
import Model
import Primitives
import Synchronization
import TestKit
import Testing
import Wire

/// A server on the network that goes away in the middle of something: nobody can start it from here.
@Suite struct RemoteRecoveryTests {
    private static let start = Timestamp(millisecondsSinceEpoch: 1_780_000_000_000)
    private static let runID = RunID(at: start, random: (0, 7))

    private static func run(_ state: RunState) -> Run {
        Run(
            id: runID, kind: "deploy", kindVersion: 1, subject: "project/x", projectID: nil, input: [:], state: state,
            progress: 0, createdAt: start, steps: [])
    }

    private static func event(_ cursor: Int64) -> Event {
        Event(cursor: cursor, at: start, type: "run.x", subject: "project/x", runID: runID, data: [:])
    }

    private static func launcher(_ time: TimeSource = .system, patience: Duration = .seconds(30)) -> ServerLauncher {
        ServerLauncher(
            executable: "/nonexistent/program", environment: [:], time: time, returnPatience: patience)
    }

    @Test func aStreamIsTakenUpOnceTheServerIsBack() async throws {
        let asked = Mutex<[String]>([])
        let refusals = Mutex(2)
        let heard = Mutex<[String]>([])
        try await RemoteScript.with {
            $0.get("/v1/info") { exchange in
                // What stands before it answers for it while it starts.
                let isAway = refusals.withLock { refusals in
                    refusals -= 1
                    return refusals >= 0
                }
                guard !isAway else { return try await exchange.respond(HTTPResponse.text("away", status: 503)) }
                try await exchange.respond(json: ScriptedServer.info)
            }
            $0.get("/v1/runs/:id/events") { exchange in
                let after = exchange.request.query["after"] ?? "-"
                asked.withLock { $0.append(after) }
                let writer = try await exchange.startEvents()
                let cursors: [Int64] = after == "-" ? [1, 2] : [3]
                for cursor in cursors {
                    try await writer.send(
                        event: "run.x", id: String(cursor), data: try JSONText.encode(Self.event(cursor)))
                }
                // The first connection ends in the middle.
                guard after != "-" else { return }
                try await writer.send(event: RunStream.end, data: try JSONText.encode(Self.run(.succeeded)))
            }
        } _: { address in
            let follower = RunFollower(
                client: try await RemoteScript.client(of: address), launcher: Self.launcher(), time: .system,
                random: .seeded(1))
            let finished = try await follower.follow(Self.runID) { update in
                heard.withLock { heard in
                    switch update {
                    case .event(let event): heard.append("\(event.cursor)")
                    case .reconnecting: heard.append("reconnecting")
                    case .finished: heard.append("finished")
                    case .log: heard.append("log")
                    }
                }
            }
            #expect(finished.state == .succeeded)
        }
        #expect(asked.withLock { $0 } == ["-", "2"])
        #expect(heard.withLock { $0 } == ["1", "2", "reconnecting", "3", "finished"])
        #expect(refusals.withLock { $0 } < 0)
    }

    @Test func aServerThatStaysAwayIsGivenUp() async throws {
        let client = try ServerClient(remote: RemoteServer(address: try ServerAddress("http://127.0.0.1:1")))
        let time = ManualTime()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                let failure = await #expect(throws: Failure.self) {
                    try await Self.launcher(time.source, patience: .seconds(10)).recover(client)
                }
                #expect(failure?.code == .serverUnreachable)
            }
            group.addTask {
                for _ in 0..<5 {
                    await time.waitForSleepers()
                    time.advance(by: .seconds(2))
                }
            }
        }
    }

    @Test func aTokenRevokedMeanwhileEndsTheWaiting() async throws {
        try await RemoteScript.with {
            $0.get("/v1/info") { _ in throw Failure(FailureCode("unauthenticated", .unauthenticated), "who are you?") }
        } _: { address in
            let client = try await RemoteScript.client(of: address)
            let failure = await #expect(throws: Failure.self) { try await Self.launcher().recover(client) }
            #expect(failure?.code.name == "unauthenticated")
        }
    }

    @Test func theFirstQuestionIsAskedOnce() async throws {
        let client = try ServerClient(remote: RemoteServer(address: try ServerAddress("http://127.0.0.1:1")))
        // A clock that stands still: any waiting would hang.
        let failure = await #expect(throws: Failure.self) {
            try await Self.launcher(ManualTime().source).ensureRunning(client)
        }
        #expect(failure?.code == .serverUnreachable)
    }
}
