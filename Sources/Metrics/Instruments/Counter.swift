// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts what happened since the process began.
package final class Counter: MetricInstrument {
    package static let kind = MetricKind.counter
    private let count = Atomic<Int>(0)

    package init() {}

    /// Adds a number that is not negative.
    package func increment(by amount: Int = 1) {
        precondition(amount >= 0, "a counter never goes back")
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    package var value: Int { count.load(ordering: .relaxed) }
    package var reading: MetricValue { .number(Double(value)) }
}
