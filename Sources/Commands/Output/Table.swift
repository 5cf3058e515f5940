// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Rows of text in aligned columns; the last column is cut at the terminal's edge.
package struct Table: Sendable {
    private var rows: [[String]] = []
    private let headings: [String]

    package init(_ headings: String...) { self.init(headings) }
    /// For columns that are there or not.
    package init(_ headings: [String]) { self.headings = headings }

    package mutating func add(_ cells: String...) { add(cells) }
    /// Cells can be anybody's text: what could do more to a terminal than appear is taken out.
    package mutating func add(_ cells: [String]) { rows.append(cells.map { TerminalText.harmless($0) }) }

    package var isEmpty: Bool { rows.isEmpty }

    /// One line per row below the headings.
    package func lines(style: TextStyle, width: Int?) -> [String] {
        let widths = headings.indices.map { column in
            ([headings] + rows).map { TerminalText.columns(of: $0[column]) }.max() ?? 0
        }
        let all = [headings.map { style.bold($0) }] + rows
        return all.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                line += cell
                if column < row.count - 1 {
                    line += String(repeating: " ", count: widths[column] - TerminalText.columns(of: cell) + 2)
                }
            }
            return width.map { TerminalText.fitting(line, columns: $0) } ?? line
        }
    }
}

extension Console {
    /// A table as wide as the terminal.
    func show(_ table: Table) {
        for line in table.lines(style: style, width: size?.columns) { self.line(line) }
    }
}
