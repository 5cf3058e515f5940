// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    func addEventRoutes(to router: inout Router) {
        router.get("/v1/events") { exchange in
            let changes = events.changes(after: try exchange.cursor, subject: exchange.request.query["subject"])
            // A cursor that has expired must be a 409, not an empty stream.
            _ = try await events.read(after: try exchange.cursor, limit: 1)
            let stream = try await exchange.startEvents()
            for try await event in changes { try await stream.send(event) }
        }

        router.get("/v1/runs/:id/events") { exchange in
            let run = try await run(try exchange.parameter("id"))
            let cursor = try exchange.cursor
            _ = try await events.read(after: cursor, limit: 1, runID: run.id)
            let stream = try await exchange.startEvents()
            try await follow(run.id, after: cursor, into: stream)
        }
    }

    /// Sends a run's events with the log text they announce, and ends once the run is over and everything is sent.
    private func follow(_ id: RunID, after cursor: Int64?, into stream: ServerSentEventWriter) async throws {
        var log = RunLogReader(run: id, database: database)
        var cursor = cursor
        // What is stored first: the run may have been over before anybody asked, with nothing more to come.
        var isOver = try await engine.run(id).state.isTerminal
        while true {
            let page = try await events.read(after: cursor, limit: 100, runID: id)
            for event in page {
                try await send(event, &log, into: stream)
                cursor = event.cursor
            }
            if !page.isEmpty { continue }
            if isOver { break }
            for try await event in events.changes(after: cursor, runID: id) {
                try await send(event, &log, into: stream)
                cursor = event.cursor
                isOver = event.type == "run.finished"
                if isOver { break }
            }
        }
        while let chunk = try await log.next() { try await stream.send(chunk) }
        try await stream.send(event: RunStream.end, data: try JSONText.encode(try await engine.run(id)))
    }

    /// Text that was stored before an event is shown before it; an event that only announces text is replaced by it.
    private func send(_ event: Event, _ log: inout RunLogReader, into stream: ServerSentEventWriter) async throws {
        while let chunk = try await log.next() { try await stream.send(chunk) }
        if event.type != "run.log" { try await stream.send(event) }
    }
}

extension ServerSentEventWriter {
    fileprivate func send(_ event: Event) async throws {
        try await send(event: event.type, id: String(event.cursor), data: try JSONText.encode(event))
    }

    fileprivate func send(_ chunk: LogChunk) async throws {
        let piece = RunStream.LogPiece(
            step: chunk.step, stream: chunk.stream.rawValue, offset: chunk.offset, text: chunk.text)
        try await send(event: RunStream.log, data: try JSONText.encode(piece))
    }
}
