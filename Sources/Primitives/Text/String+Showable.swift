// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether others can be shown it as a name: so many Unicode scalars, no control characters or line ends, and none
    /// that turn the direction of what stands beside them (UAX #9), by which one name could pass for another.
    ///
    /// Characters are no measure of what is stored: one of them can have any number of scalars.
    package func isShowable(ofLength length: ClosedRange<Int>) -> Bool {
        // Nothing is counted in what is too long anyway.
        utf8.count <= 4 * length.upperBound && length.contains(unicodeScalars.count)
            && unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: false
                default: !scalar.properties.isBidiControl
                }
            }
    }
}
