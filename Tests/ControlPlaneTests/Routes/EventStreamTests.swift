// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Delivery
import DeliveryKit
import HTTP
import Model
import Primitives
import Storage
import Testing
import Wire
import Workflows

@Suite struct EventStreamTests {
    /// What a reader can tell apart: each event's cursor or each piece's place.
    private static func facts(_ events: [ServerSentEvent]) throws -> [String] {
        try events.map { event in
            if event.event == RunStream.end { return "end" }
            guard event.event == RunStream.log else { return "\(event.event) \(event.id)" }
            return "log \(try JSONText.decode(RunStream.LogPiece.self, from: event.data).offset)"
        }
    }

    @Test func aRunsStreamEndsWithTheRun() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.delivery.deploy(["index.html": "one"])
            let events = try await plane.events("/v1/runs/\(run.id)/events")
            #expect(events.first?.event == "run.created")
            #expect(events.last?.event == RunStream.end)
            let end = try JSONText.decode(Run.self, from: try #require(events.last).data)
            #expect(end.id == run.id && end.state == .succeeded)
            // Announcements of text are replaced by the text.
            #expect(!events.contains { $0.event == "run.log" })
            let cursors = events.compactMap { Int64($0.id) }
            #expect(cursors == cursors.sorted())
        }
    }

    @Test func logTextStandsBetweenItsStepsBeginningAndEnd() async throws {
        try await LiveControlPlane.with { plane in
            let files = ["dextra.yaml": "build: seq 1 30000\nstart: ./run", "run": ""]
            let run = try await plane.delivery.deploy(files)
            let events = try await plane.events("/v1/runs/\(run.id)/events")
            var isOpen: [String: Bool] = [:]
            var text = ""
            for event in events {
                switch event.event {
                case "run.step_started", "run.step_succeeded":
                    let entry = try JSONText.decode(Event.self, from: event.data)
                    isOpen[try #require(entry.data["step"]?.string)] = event.event == "run.step_started"
                case RunStream.log:
                    let piece = try JSONText.decode(RunStream.LogPiece.self, from: event.data)
                    #expect(isOpen[piece.step] == true, "text of \(piece.step) outside of it")
                    text += piece.text
                default: break
                }
            }
            #expect(text.contains("\n29999\n30000\n"))
            #expect(try await plane.ask(.get, "/v1/runs/\(run.id)/log").text == text)
        }
    }

    @Test func whoComesBackGetsExactlyWhatWasMissed() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.delivery.deploy(["dextra.yaml": "build: seq 1 30000\nstart: ./run", "run": ""])
            let target = "/v1/runs/\(run.id)/events"
            let events = try await plane.events(target)
            let all = try Self.facts(events)
            for (index, event) in events.enumerated() where event.event != RunStream.end {
                // A piece with the cursor of what came before it is not the last of its entry: a break after it is
                // taken up at the first of them.
                if event.event == RunStream.log, index > 0, event.id == events[index - 1].id { continue }
                let missed = try Self.facts(try await plane.events(target, lastEventID: event.id))
                #expect(missed == Array(all[(index + 1)...]), "after \(event.id)")
                let asked = try Self.facts(try await plane.events("\(target)?after=\(event.id)"))
                #expect(asked == missed)
            }
        }
    }

    @Test func aRunIsFollowedWhileItGoesOn() async throws {
        try await LiveControlPlane.with { plane in
            let manifest = try await plane.delivery.upload(["index.html": "one"])
            let body = try JSONText.encode(DeployRequest(profile: .production, manifest: manifest))
            let run = try await plane.ask(.post, "/v1/projects/shop/deployments", body).decode(as: Run.self)
            let live = try Self.facts(try await plane.events("/v1/runs/\(run.id)/events"))
            let stored = try Self.facts(try await plane.events("/v1/runs/\(run.id)/events"))
            #expect(live == stored)
        }
    }

    /// The run ends between the question whether it is over and the reading of its events.
    @Test func aRunThatEndsMeanwhileEndsItsStream() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.waitingRun()
            try await plane.delivery.parts.events.append("run.finished", subject: run.subject, runID: run.id)
            let events = try await plane.events("/v1/runs/\(run.id)/events")
            #expect(events.map(\.event) == ["run.finished", RunStream.end])
        }
    }

    @Test func aCursorThatIsNotKeptIsRefused() async throws {
        try await LiveControlPlane.with { plane in
            let run = try await plane.delivery.deploy(["index.html": "one"])
            let latest = try await plane.delivery.parts.events.latest()
            let stream: HTTPHeaders = ["Accept": "text/event-stream"]
            for target in ["/v1/runs/\(run.id)/events", "/v1/events"] {
                try await plane.expectProblem(
                    409, "cursor_expired", .get, "\(target)?after=\(latest + 1)", headers: stream)
                for cursor in ["x", "-1"] {
                    try await plane.expectProblem(
                        422, "invalid_argument", .get, "\(target)?after=\(cursor)", headers: stream)
                }
            }
            // A page has another kind of cursor, which must not be taken for this one.
            try await plane.expectProblem(422, "invalid_argument", .get, "/v1/events?after=1")
            try await plane.delivery.parts.events.prune(keeping: 2)
            try await plane.expectProblem(409, "cursor_expired", .get, "/v1/runs/\(run.id)/events?after=1")
            // From the beginning, what is kept is given: the run's end with its text is.
            let rest = try await plane.events("/v1/runs/\(run.id)/events")
            #expect(rest.last?.event == RunStream.end)
            #expect(rest.contains { $0.event == RunStream.log })
        }
    }

    @Test func everythingThatHappensIsToldBySubject() async throws {
        try await LiveControlPlane.with { plane in
            let log = plane.delivery.parts.events
            try await log.append("test.other", subject: "other")
            let first = try await log.append("test.one", subject: "thing")
            let last = try await log.append("test.two", subject: "thing")
            let events = try await plane.events("/v1/events?subject=thing") { $0.id == String(last) }
            #expect(events.map(\.event) == ["test.one", "test.two"])
            let resumed = try await plane.events("/v1/events?subject=thing", lastEventID: String(first)) { _ in true }
            #expect(resumed.map(\.event) == ["test.two"])
        }
    }
}
