// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Something that measures, and can be read at any time from any thread.
package protocol MetricInstrument: AnyObject, Sendable {
    static var kind: MetricKind { get }
    var reading: MetricValue { get }
}

/// What a metric's numbers mean.
package enum MetricKind: String, Sendable, Hashable {
    /// Only grows while its process lives.
    case counter
    case gauge
    case histogram
    /// Always 1: its labels are what it says.
    case info
}
