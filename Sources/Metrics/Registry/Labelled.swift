// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Instruments of one name, told apart by labels.
///
/// Series are bounded: values of a label may come from outside, and memory must not grow with them. What is beyond the
/// limit is counted together, in a series whose labels are all `other`.
package final class Labelled<Instrument: MetricInstrument>: Sendable {
    private let description: MetricDescription
    private let names: [String]
    private let series: SeriesTable

    init(
        _ description: MetricDescription, labels names: [String], limit: Int,
        make: @escaping @Sendable () -> Instrument
    ) {
        precondition(names.allSatisfy(MetricDescription.isLabelName), "\(names) are no labels")
        precondition(Set(names).count == names.count, "a label is named twice in \(names)")
        self.description = description
        self.names = names
        series = SeriesTable(limit: limit, make: make)
    }

    /// The instrument for these values, in the order of the labels' names.
    package func with(_ values: String...) -> Instrument {
        precondition(values.count == names.count, "\(description.name) has the labels \(names)")
        // The table holds what `make` gave, and nothing else.
        return unsafeDowncast(series.instrument(for: SeriesKey(values)), to: Instrument.self)
    }
}

extension Labelled: MetricSource {
    func read() async throws -> [MetricFamily] {
        let samples = series.all.sorted { $0.key.values.lexicographicallyPrecedes($1.key.values) }.map {
            key, instrument in
            MetricSample(zip(names, key.values).map { MetricLabel($0, $1) }, instrument.reading)
        }
        return [MetricFamily(description, samples)]
    }
}
