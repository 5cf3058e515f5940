// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Colours and symbols for one kind of output: SGR sequences or none, Unicode or ASCII.
package struct TextStyle: Sendable, Hashable {
    package var hasColour: Bool
    package var hasUnicode: Bool

    package init(hasColour: Bool, hasUnicode: Bool) {
        self.hasColour = hasColour
        self.hasUnicode = hasUnicode
    }

    /// For files and pipes.
    package static let plain = TextStyle(hasColour: false, hasUnicode: true)

    /// As the environment asks: `NO_COLOR` (no-color.org) and `TERM=dumb` switch colours off, a locale that is not
    /// UTF-8 switches to ASCII symbols.
    package init(environment: [String: String], isTerminal: Bool) {
        let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        hasColour = isTerminal && !refused && environment["TERM"] != "dumb"
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        // Without any locale set, UTF-8 is the better guess: containers and cron jobs have none.
        hasUnicode = locale.map { $0.lowercased().hasSuffix("utf-8") || $0.lowercased().hasSuffix("utf8") } ?? true
    }

    package func bold(_ text: String) -> String { sgr("1", text) }
    package func dim(_ text: String) -> String { sgr("2", text) }
    package func red(_ text: String) -> String { sgr("31", text) }
    package func green(_ text: String) -> String { sgr("32", text) }
    package func yellow(_ text: String) -> String { sgr("33", text) }
    package func cyan(_ text: String) -> String { sgr("36", text) }

    var check: String { hasUnicode ? "✓" : "+" }
    var cross: String { hasUnicode ? "✗" : "x" }
    var circle: String { hasUnicode ? "○" : "." }
    var warning: String { "!" }
    var gutter: String { hasUnicode ? "│" : "|" }
    var dash: String { hasUnicode ? "–" : "-" }

    /// One symbol of an animation that turns once in ten frames.
    func spinner(_ frame: Int) -> String {
        let symbols = hasUnicode ? Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏") : Array("|/-\\")
        return String(symbols[frame % symbols.count])
    }

    /// A bar of so many columns, filled to a fraction from 0 to 1.
    func bar(_ fraction: Double, columns: Int) -> String {
        let filled = Int((min(max(fraction, 0), 1) * Double(columns)).rounded(.down))
        let (full, empty) = hasUnicode ? ("━", "─") : ("#", "-")
        return cyan(String(repeating: full, count: filled))
            + dim(String(repeating: empty, count: columns - filled))
    }

    private func sgr(_ code: String, _ text: String) -> String {
        hasColour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
