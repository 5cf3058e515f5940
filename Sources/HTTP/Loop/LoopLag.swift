// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How late an event loop runs: how long each turn kept it from looking for the next event.
///
/// Written by the loop alone, read by anybody; a reading may miss the turn that ends at that moment.
package final class LoopLag: Sendable {
    /// Upper bounds of the histogram's buckets in milliseconds; one more holds what is beyond.
    package static let bounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000]

    /// What was measured since the process began.
    package struct Reading: Sendable, Hashable {
        /// Turns whose time was up to each of ``LoopLag/bounds`` and above the one before; the last is beyond all.
        package let buckets: [Int]
        package let total: Duration
        package let longest: Duration

        package var count: Int { buckets.reduce(0, +) }
    }

    private let counts = Buckets()
    private let microseconds = Atomic<Int>(0)
    private let longest = Atomic<Int>(0)

    /// Notes one turn.
    func note(microseconds turn: Int) {
        counts.add(Self.bounds.firstIndex { turn <= $0 * 1000 } ?? Self.bounds.count)
        microseconds.wrappingAdd(turn, ordering: .relaxed)
        // Only the loop writes, so nothing can come between.
        if turn > longest.load(ordering: .relaxed) { longest.store(turn, ordering: .relaxed) }
    }

    package var reading: Reading {
        Reading(
            buckets: counts.values, total: .microseconds(microseconds.load(ordering: .relaxed)),
            longest: .microseconds(longest.load(ordering: .relaxed)))
    }

    /// One counter for each bucket.
    private final class Buckets: Sendable {
        private final class Counter: Sendable { let value = Atomic<Int>(0) }

        private let counters = (0...LoopLag.bounds.count).map { _ in Counter() }

        func add(_ bucket: Int) { counters[bucket].value.wrappingAdd(1, ordering: .relaxed) }
        var values: [Int] { counters.map { $0.value.load(ordering: .relaxed) } }
    }
}
