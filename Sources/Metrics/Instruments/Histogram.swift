// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// How values are spread: how many were at most each bound, and their sum.
///
/// A reading is consistent: its count is that of its values.
package final class Histogram: MetricInstrument {
    package static let kind = MetricKind.histogram

    /// Of what answers people and programs, in seconds: 1 ms to 10 s.
    package static let responseBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Of work that takes a while, in seconds: 100 ms to an hour.
    package static let workBounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600]

    private struct State {
        var buckets: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    /// - bounds: finite and rising; one more bucket holds what is beyond.
    package init(bounds: [Double]) {
        precondition(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds must rise")
        precondition(bounds.allSatisfy(\.isFinite), "bounds must be finite")
        self.bounds = bounds
        state = Mutex(State(buckets: Array(repeating: 0, count: bounds.count + 1)))
    }

    /// Notes a value; what is no number is left out, as it would make the sum none either.
    package func observe(_ value: Double) {
        guard !value.isNaN else { return }
        // A dozen bounds are compared faster one by one than by halves.
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.buckets[bucket] += 1
            state.sum += value
        }
    }

    /// Notes how long something took, in seconds.
    package func observe(_ duration: Duration) { observe(duration.inSeconds) }

    package var reading: MetricValue {
        let (buckets, sum) = state.withLock { ($0.buckets, $0.sum) }
        return .histogram(HistogramReading(bounds: bounds, buckets: buckets, sum: sum))
    }
}
