// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A number that goes up and down.
package final class Gauge: MetricInstrument {
    package static let kind = MetricKind.gauge
    private let bits = Atomic<UInt64>(0)

    package init() {}

    package func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    package func add(_ amount: Double) {
        var seen = bits.load(ordering: .relaxed)
        while true {
            let next = (Double(bitPattern: seen) + amount).bitPattern
            let (done, current) = bits.weakCompareExchange(expected: seen, desired: next, ordering: .relaxed)
            if done { return }
            seen = current
        }
    }

    package var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }
    package var reading: MetricValue { .number(value) }
}
