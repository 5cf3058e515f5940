// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Wire
import Workflows

/// Tells a run's events with the log text they announce, and ends once the run is over and everything is told.
struct RunFollower {
    /// The client's name for it.
    let id: String
    let sources: LiveSources
    let inbox: RunInbox
    let send: @Sendable (LiveMessage) async throws -> Void

    /// Throws `run_not_found` and `cursor_expired`.
    func follow(after start: Int64?) async throws {
        let run = inbox.run
        // From the beginning, text whose announcement is not kept any more comes with the next there is.
        var unsent: Int64? = start == nil ? 0 : nil
        var cursor = start
        // What is stored first: the run may have been over before anybody asked, with nothing more to come.
        var isOver = try await sources.run(run).state.isTerminal
        if let start { _ = try await sources.events.page(after: start, limit: 1) }
        try await send(.subscribed(id: id, cursor: start))
        while true {
            let seen = inbox.wake.count
            // What was stored after the run's end has to be found where it is.
            let page = try await page(after: cursor, asksStore: isOver)
            for event in page.events {
                try await tell(event, &unsent)
                // It may have ended since it was asked above: then nothing would wake this up any more.
                if event.type == "run.finished" { isOver = true }
            }
            cursor = page.through
            if !page.events.isEmpty { continue }
            if isOver { break }
            try await inbox.wake.wait(beyond: seen)
        }
        if let unsent { try await tellLog(unsent..<Int64.max, cursor: nil) }
        try await send(.end(id: id, run: try await sources.run(run)))
    }

    private func page(after cursor: Int64?, asksStore: Bool) async throws -> EventPage {
        try inbox.check(cursor ?? 0)
        guard let cursor else {
            return try await page(after: try await sources.events.bounds().pruned, asksStore: true)
        }
        if !asksStore, let page = inbox.take(after: cursor) { return page }
        return try await sources.events.page(after: cursor, of: EventFilter(runID: inbox.run))
    }

    /// An event that announces log text is replaced by the text. What was stored before an event is told before it,
    /// and what was stored after it is not, however much of the log is there already.
    private func tell(_ event: Event, _ unsent: inout Int64?) async throws {
        guard event.type == "run.log" else { return try await send(.event(id: id, event)) }
        guard let start = unsent ?? event.data["start"]?.integer, let end = event.data["offset"]?.integer else {
            return
        }
        if start < end { try await tellLog(start..<end, cursor: event.cursor) }
        unsent = end
    }

    private func tellLog(_ range: Range<Int64>, cursor: Int64?) async throws {
        var log = sources.runLog(inbox.run, range)
        while let chunk = try await log.next() {
            let piece = RunStream.LogPiece(
                step: chunk.step, stream: chunk.stream.rawValue, offset: chunk.offset, text: chunk.text)
            try await send(.log(id: id, cursor: chunk.end >= range.upperBound ? cursor : nil, piece))
        }
    }
}
