// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The series of one name, with an instrument each.
///
/// Of no type of instrument in particular: the same table as a part of a generic class took several times as long to
/// look into, as nothing of it was compiled for its types.
final class SeriesTable: Sendable {
    private let limit: Int
    private let make: @Sendable () -> any MetricInstrument
    private let series = Mutex<[SeriesKey: any MetricInstrument]>([:])

    init(limit: Int, make: @escaping @Sendable () -> any MetricInstrument) {
        self.limit = limit
        self.make = make
    }

    var all: [(key: SeriesKey, instrument: any MetricInstrument)] {
        series.withLock { $0.map { ($0.key, $0.value) } }
    }

    /// The series' own; that of the overflow when there is none and there are as many as there may be.
    func instrument(for key: SeriesKey) -> any MetricInstrument {
        series.withLock { series in
            if let known = series[key] { return known }
            let isFull = series.count >= limit
            let key = isFull ? SeriesKey(key.values.map { _ in "other" }) : key
            if let known = series[key] { return known }
            let made = make()
            series[key] = made
            return made
        }
    }
}
