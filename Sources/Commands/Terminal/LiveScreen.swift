// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A block of lines at the bottom of a terminal that is drawn over itself.
///
/// Gives text instead of writing it, so that what a terminal would get can be compared.
package struct LiveScreen: Sendable {
    /// What stands on the terminal now, as columns per line.
    private var drawn: [Int] = []
    private var isCursorHidden = false

    package init() {}

    /// Text that replaces the block by these lines, in a terminal that is so wide now.
    package mutating func draw(_ lines: [String], columns: Int) -> String {
        var text = isCursorHidden ? "" : "\u{1B}[?25l"
        isCursorHidden = true
        text += moveToTop(columns: columns)
        for line in lines { text += line + "\u{1B}[K\n" }
        drawn = lines.map { TerminalText.columns(of: $0) }
        return text + "\u{1B}[J"
    }

    /// Text that leaves the block where it is and gives the cursor back.
    package mutating func end() -> String {
        drawn = []
        guard isCursorHidden else { return "" }
        isCursorHidden = false
        return "\u{1B}[?25h"
    }

    /// A window made narrower has wrapped our lines, so that the block is higher now.
    private func moveToTop(columns: Int) -> String {
        let rows = drawn.reduce(0) { $0 + max(1, ($1 + columns - 1) / max(columns, 1)) }
        return rows == 0 ? "\r" : "\r\u{1B}[\(rows)A"
    }
}
