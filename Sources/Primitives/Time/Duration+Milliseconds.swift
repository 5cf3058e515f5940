// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Duration {
    /// The whole milliseconds in this duration, rounded towards zero; what is beyond `Int` is its end.
    package var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, isTooLong) = Int(seconds).multipliedReportingOverflow(by: 1000)
        let (sum, isTooLongInAll) = whole.addingReportingOverflow(Int(attoseconds / 1_000_000_000_000_000))
        guard isTooLong || isTooLongInAll else { return sum }
        return seconds < 0 ? .min : .max
    }

    /// This duration in seconds as a floating-point number.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
