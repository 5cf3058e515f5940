// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Lays out prose and two-column tables in a given number of columns.
package enum TextLayout {
    /// Breaks at spaces; a word longer than the width gets a line of its own.
    package static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if line.isEmpty {
                line = String(word)
            } else if line.count + 1 + word.count <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Wraps each paragraph; lines that begin with a space keep their own shape.
    package static func paragraphs(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var prose: [Substring] = []
        func flush() {
            lines += wrap(prose.joined(separator: " "), width: width)
            prose = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty || line.hasPrefix(" ") {
                flush()
                lines.append(String(line))
            } else {
                prose.append(line)
            }
        }
        flush()
        return lines
    }

    /// Two aligned columns, indented by two; the right one is wrapped under itself.
    package static func columns(_ rows: [(String, String)], width: Int) -> [String] {
        // A very long left cell must not push every explanation off to the right.
        let limit = 28
        let column = rows.map(\.0.count).filter { $0 <= limit }.max() ?? limit
        let indent = String(repeating: " ", count: column + 4)
        return rows.flatMap { left, right in
            var lines = wrap(right, width: width - column - 4)
            let head = lines.isEmpty ? "" : lines.removeFirst()
            let first =
                left.count <= column
                ? ["  " + left + String(repeating: " ", count: column - left.count + 2) + head]
                : ["  " + left, indent + head]
            return (first + lines.map { indent + $0 }).map(trimmedEnd)
        }
    }

    private static func trimmedEnd(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
