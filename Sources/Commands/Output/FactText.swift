// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Names and what there is to say of each, in two columns.
enum FactText {
    /// One line for each fact. Values can be anybody's text: what could do more to a terminal than appear is taken out.
    ///
    /// - leastWidth: of the names, where several lists stand below each other.
    static func lines(
        _ facts: [(name: String, value: String)], indent: Int = 2, leastWidth: Int = 0,
        name style: (String) -> String = { $0 }
    ) -> [String] {
        let width = max(facts.map(\.name.count).max() ?? 0, leastWidth)
        return facts.map { name, value in
            String(repeating: " ", count: indent) + style(name)
                + String(repeating: " ", count: width - name.count + 2) + TerminalText.harmless(value)
        }
    }
}
