// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Who reads the event log now, and how far each has come.
package final class EventFollowers: Sendable {
    private struct State {
        var next: UInt64 = 0
        /// The cursor up to which each has taken events; nil when it has taken all there were.
        var places: [UInt64: Int64?] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    /// One more, which leaves when it is let go.
    package func join() -> EventFollower {
        let id = state.withLock { state in
            state.next += 1
            state.places[state.next] = .some(nil)
            return state.next
        }
        return EventFollower(id: id, followers: self)
    }

    package var count: Int { state.withLock { $0.places.count } }

    /// The cursor of the one that is furthest behind; nil when all have taken what there is.
    package var slowest: Int64? { state.withLock { $0.places.values.compactMap(\.self).min() } }

    fileprivate func move(_ id: UInt64, to cursor: Int64?) { state.withLock { $0.places[id] = .some(cursor) } }
    fileprivate func leave(_ id: UInt64) { state.withLock { _ = $0.places.removeValue(forKey: id) } }
}

/// One reader's place.
package final class EventFollower: Sendable {
    private let id: UInt64
    private let followers: EventFollowers

    fileprivate init(id: UInt64, followers: EventFollowers) {
        self.id = id
        self.followers = followers
    }

    deinit { followers.leave(id) }

    /// There is more after the cursor that it has not taken yet.
    package func isBehind(at cursor: Int64) { followers.move(id, to: cursor) }

    /// It has taken all that is for it.
    package func hasCaughtUp() { followers.move(id, to: nil) }
}
