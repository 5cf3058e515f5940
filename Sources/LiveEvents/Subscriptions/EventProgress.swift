// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Storage
import Wire

/// How far one subscription to the event log has come, and how it goes on. Pure: no I/O, no clock.
///
/// A subscription is live when the hub's batches bring it on, else behind: then it goes through what is in memory or in
/// the store until it meets the hub. A cursor says all there is to say, so nothing is missed or doubled on the way.
struct EventProgress: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        case now
        case oldest
        /// A client's word, which may be nonsense.
        case given(Int64)
        /// Everything up to here has been dealt with.
        case known(Int64)
    }

    /// What a batch of the hub means.
    enum Offer: Hashable {
        /// It was had already, or is for somebody who is behind.
        case nothing
        /// Something before it is missing.
        case gap
        /// Its entries that are to be sent, a bit for each.
        case entries(UInt64)
    }

    /// How to go on when behind.
    enum Way {
        /// There is nothing newer in memory: from here on it is live.
        case live
        /// These batches bring it to the newest.
        case memory(ArraySlice<LiveBatch>)
        case store
    }

    let filter: EventFilter
    private(set) var place: Place
    private(set) var isLive = false
    /// The newest cursor that the client has been told; nil before the subscription is open.
    private(set) var told: Int64?

    init(_ topic: LiveTopic.Events) {
        filter = EventFilter(subjects: topic.subjects, types: topic.types)
        place =
            switch topic.after {
            case nil: .now
            case 0: .oldest
            case let after?: .given(after)
            }
    }

    /// What of the hub's next batch is for this subscription.
    func offer(_ batch: LiveBatch, sees: (Event) -> Bool) -> Offer {
        guard isLive, case .known(let cursor) = place, cursor < batch.through else { return .nothing }
        guard cursor >= batch.after else { return .gap }
        return .entries(choice(of: batch, beyond: cursor, sees: sees))
    }

    /// The entries of a batch that are to be sent; all of them lie in it, wherever it comes from.
    func choice(of batch: LiveBatch, beyond cursor: Int64 = -1, sees: (Event) -> Bool) -> UInt64 {
        var choice: UInt64 = 0
        for (index, entry) in batch.entries.enumerated()
        where entry.event.cursor > cursor && filter.matches(entry.event) && sees(entry.event) {
            choice |= 1 << UInt64(index)
        }
        return choice
    }

    /// Where what is in memory leads.
    mutating func way(along recent: RecentBatches?) -> Way {
        switch place {
        case .oldest: return .store
        case .now:
            guard let recent else { return .store }
            place = .known(recent.through)
            return .live
        case .given(let cursor):
            guard let recent, cursor <= recent.through, let batches = recent.following(cursor) else { return .store }
            place = .known(cursor)
            return batches.isEmpty ? .live : .memory(batches)
        case .known(let cursor):
            // The hub may be behind the store: its batches are had already then.
            guard let recent, cursor < recent.through else { return .live }
            return recent.following(cursor).map { .memory($0) } ?? .store
        }
    }

    /// Never back: what the client has is beyond a barrier when it came from a node whose hub was ahead.
    mutating func advance(to cursor: Int64) { place = .known(max(cursor, self.cursor ?? cursor)) }
    mutating func goLive() { isLive = true }
    mutating func fallBehind() { isLive = false }
    mutating func tell(_ cursor: Int64) { told = cursor }

    /// Everything up to here has been dealt with; nil before the place is known.
    var cursor: Int64? { if case .known(let cursor) = place { cursor } else { nil } }
}
