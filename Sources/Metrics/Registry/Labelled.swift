// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Instruments of one name, told apart by labels.
///
/// Series are bounded: values of a label may come from outside, and memory must not grow with them. What is beyond the
/// limit is counted together, in a series whose labels are all `other`.
package final class Labelled<Instrument: MetricInstrument>: Sendable {
    /// Stands for the values that got no series of their own.
    package static var overflow: String { "other" }

    private let description: MetricDescription
    private let names: [String]
    private let limit: Int
    private let make: @Sendable () -> Instrument
    private let series = Mutex<[[String]: Instrument]>([:])

    init(
        _ description: MetricDescription, labels names: [String], limit: Int,
        make: @escaping @Sendable () -> Instrument
    ) {
        precondition(names.allSatisfy(MetricDescription.isLabelName), "\(names) are no labels")
        precondition(Set(names).count == names.count, "a label is named twice in \(names)")
        self.description = description
        self.names = names
        self.limit = limit
        self.make = make
    }

    /// The instrument for these values, in the order of the labels' names.
    package func with(_ values: String...) -> Instrument { with(values) }

    private func with(_ values: [String]) -> Instrument {
        precondition(values.count == names.count, "\(description.name) has the labels \(names)")
        return series.withLock { series in
            if let known = series[values] { return known }
            let isFull = series.count >= limit
            let key = isFull ? names.map { _ in Self.overflow } : values
            if let known = series[key] { return known }
            let made = make()
            series[key] = made
            return made
        }
    }
}

extension Labelled: MetricSource {
    func read() async throws -> [MetricFamily] {
        let samples = series.withLock { $0 }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            values, instrument in
            MetricSample(zip(names, values).map { MetricLabel($0, $1) }, instrument.reading)
        }
        return [MetricFamily(description, samples)]
    }
}
