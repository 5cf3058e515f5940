// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Model
import Primitives
import Storage
import Wire
import Workflows

extension ControlPlane {
    var eventOperations: [Operation] {
        [
            .stream(
                "/v1/events", "listEvents", .known,
                "What happened, newest first; as server-sent events, everything from a cursor on as it happens",
                query: [.subject, .type, .after, .limit, .cursor],
                answers: [.json(.ok, "What happened", Page<Event>.self), .events]
            ) { call in
                if call.exchange.request.headers["Accept"]?.contains("text/event-stream") == true {
                    return try await follow(call)
                }
                try await call.respond(tagging: try await eventPage(call))
            },
            .stream(
                "/v1/runs/{run}/events", "followRun", .run(.view),
                "A run's events and log from a cursor on, to its end",
                query: [.after], answers: [.events]
            ) { call in
                let (run, cursor) = (try call.run, try call.cursor)
                _ = try await events.read(after: cursor, limit: 1, runID: run.id)
                let stream = try await call.exchange.startEvents()
                try await follow(run.id, after: cursor, into: stream)
            },
        ]
    }

    private func eventPage(_ call: Call) async throws -> Page<Event> {
        guard try call.query(.after) == nil else {
            throw Failure(
                .invalidArgument, "'after' is for a stream of events",
                hint: "ask with Accept: text/event-stream, or page with 'cursor'")
        }
        let page = try call.page
        var filter = EventFilter(
            subjects: try await visibleSubjects(of: try call.principal, asked: try call.query(.subject)),
            types: try call.query(.type).map { [$0] } ?? [], limit: page.limit + 1)
        if let cursor = page.cursor {
            guard let before = Int64(try PageCursor(cursor).id) else { throw PageCursor.foreign }
            filter.before = before
        }
        let found = try await events.newest(filter)
        let items = Array(found.prefix(page.limit))
        let next = found.count > items.count ? items.last : nil
        return Page(items: items, next: try next.map { try PageCursor(order: "events", id: String($0.cursor)).text() })
    }

    /// What events may be about for somebody; nil for anything.
    func visibleSubjects(of principal: Principal, asked subject: String?) async throws -> [String]? {
        let visible =
            principal.may(.view)
            ? nil : try await visibleProjects(of: principal).map { "project/\($0.id)" }
        guard let subject else { return visible }
        return visible.map { $0.contains(subject) ? [subject] : [] } ?? [subject]
    }

    private func follow(_ call: Call) async throws {
        let (cursor, type) = (try call.cursor, try call.query(.type))
        let visible = try await visibleSubjects(of: try call.principal, asked: try call.query(.subject))
        let changes = events.changes(after: cursor)
        // A cursor that has expired must be a 409, not an empty stream.
        _ = try await events.read(after: cursor, limit: 1)
        let stream = try await call.exchange.startEvents()
        for try await event in changes
        where visible?.contains(event.subject) ?? true && type.map(event.type.hasPrefix) ?? true {
            try await stream.send(event)
        }
    }

    /// Sends a run's events with the log text they announce, and ends once the run is over and everything is sent.
    private func follow(_ id: RunID, after cursor: Int64?, into stream: ServerSentEventWriter) async throws {
        var cursor = cursor
        // From the beginning, text whose announcement is not kept any more comes with the next there is.
        var unsent: Int64? = cursor == nil ? 0 : nil
        // What is stored first: the run may have been over before anybody asked, with nothing more to come.
        var isOver = try await engine.run(id).state.isTerminal
        while true {
            let page = try await events.read(after: cursor, limit: 100, runID: id)
            for event in page {
                try await send(event, of: id, &unsent, into: stream)
                cursor = event.cursor
                // It may have ended since it was asked above: then nothing would wake this up any more.
                if event.type == "run.finished" { isOver = true }
            }
            if !page.isEmpty { continue }
            if isOver { break }
            for try await event in events.changes(after: cursor, runID: id) {
                try await send(event, of: id, &unsent, into: stream)
                cursor = event.cursor
                isOver = event.type == "run.finished"
                if isOver { break }
            }
        }
        if let unsent { try await send(logOf: id, in: unsent..<Int64.max, cursor: nil, into: stream) }
        try await stream.send(event: RunStream.end, data: try JSONText.encode(try await engine.run(id)))
    }

    /// An event that announces log text is replaced by the text. What was stored before an event is sent before it,
    /// and what was stored after it is not, however much of the log is there already.
    private func send(
        _ event: Event, of id: RunID, _ unsent: inout Int64?, into stream: ServerSentEventWriter
    ) async throws {
        guard event.type == "run.log" else { return try await stream.send(event) }
        guard let start = unsent ?? event.data["start"]?.integer, let end = event.data["offset"]?.integer else {
            return
        }
        if start < end { try await send(logOf: id, in: start..<end, cursor: event.cursor, into: stream) }
        unsent = end
    }

    private func send(
        logOf id: RunID, in range: Range<Int64>, cursor: Int64?, into stream: ServerSentEventWriter
    ) async throws {
        var log = RunLogReader(run: id, range: range, database: database)
        while let chunk = try await log.next() {
            try await stream.send(chunk, cursor: chunk.end >= range.upperBound ? cursor : nil)
        }
    }
}

extension ServerSentEventWriter {
    fileprivate func send(_ event: Event) async throws {
        try await send(event: event.type, id: String(event.cursor), data: try JSONText.encode(event))
    }

    fileprivate func send(_ chunk: LogChunk, cursor: Int64?) async throws {
        let piece = RunStream.LogPiece(
            step: chunk.step, stream: chunk.stream.rawValue, offset: chunk.offset, text: chunk.text)
        try await send(event: RunStream.log, id: cursor.map(String.init), data: try JSONText.encode(piece))
    }
}

extension Call {
    /// Where a stream of events is taken up: the query's `after`, else what the client says it has seen. 0 is the
    /// beginning. Throws `invalid_argument`.
    fileprivate var cursor: Int64? {
        get throws {
            guard let text = try query(.after) ?? exchange.request.headers["Last-Event-ID"] else { return nil }
            guard let cursor = Int64(text), cursor >= 0 else {
                throw Failure(.invalidArgument, "'\(text.prefix(64))' is no event cursor")
            }
            return cursor == 0 ? nil : cursor
        }
    }
}
