// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What an instrument shows at one moment.
package enum MetricValue: Sendable, Hashable {
    case number(Double)
    case histogram(HistogramReading)
}

/// A histogram at one moment.
package struct HistogramReading: Sendable, Hashable {
    package let bounds: [Double]
    /// Values above the bound before and up to each bound; the last is beyond all bounds.
    package let buckets: [Int]
    package let sum: Double

    package init(bounds: [Double], buckets: [Int], sum: Double) {
        precondition(buckets.count == bounds.count + 1, "one more bucket than bounds")
        self.bounds = bounds
        self.buckets = buckets
        self.sum = sum
    }

    package var count: Int { buckets.reduce(0, +) }
}
