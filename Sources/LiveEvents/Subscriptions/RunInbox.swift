// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization
import Workflows

/// What the hub has of one run's events for a follower that takes them when it is ready; bounded.
final class RunInbox: Sendable {
    private struct State {
        /// Everything of the run in this range of cursors is here; nil when something had to be let go.
        var range: (after: Int64, through: Int64)?
        var events: [Event] = []
        /// Where the hub began anew, until the follower has heard of that.
        var start: Int64?
    }

    private static let limit = 256

    let run: RunID
    let wake = WakeSignal()
    private let state = Mutex(State())

    init(run: RunID) { self.run = run }

    func offer(_ batch: LiveBatch) {
        let own = batch.entries.lazy.map(\.event).filter { [run] in $0.runID == run }
        let isNews = state.withLock { state in
            if let range = state.range, range.through == batch.after {
                state.range = (range.after, batch.through)
                state.events.append(contentsOf: own)
            } else {
                state.range = (batch.after, batch.through)
                state.events = Array(own)
            }
            let isNews = state.events.last.map { $0.cursor > batch.after } ?? false
            if state.events.count > Self.limit { (state.range, state.events) = (nil, []) }
            return isNews
        }
        if isNews { wake.raise() }
    }

    /// The hub goes on from a cursor that does not follow what it had.
    func beginAnew(at cursor: Int64) {
        state.withLock { $0 = State(start: cursor) }
        wake.raise()
    }

    /// Throws `cursor_expired` when the log went back to before a cursor since this was last asked.
    func check(_ cursor: Int64) throws {
        let start = state.withLock { state in
            defer { state.start = nil }
            return state.start
        }
        if let start, cursor > start { throw Failure.turnedBack(cursor, latest: start) }
    }

    /// What follows a cursor as far as the hub has come; nil when part of that is not here, so that the store has to be asked.
    func take(after cursor: Int64) -> EventPage? {
        state.withLock { state in
            guard let range = state.range, range.after <= cursor, cursor <= range.through else { return nil }
            let page = EventPage(events: state.events.filter { $0.cursor > cursor }, through: range.through)
            state.range = (range.through, range.through)
            state.events = []
            return page
        }
    }
}
