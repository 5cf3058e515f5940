// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The headings of one of the proxy's tables: columns are found by name, because versions add more of them.
struct Columns {
    private let places: [Substring: Int]

    init(_ names: [Substring]) {
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    func row(_ fields: [Substring]) -> Row { Row(places: places, fields: fields) }

    struct Row {
        fileprivate let places: [Substring: Int]
        fileprivate let fields: [Substring]

        /// nil for a column that isn't there, or a line that ends before it.
        subscript(name: Substring) -> Substring? {
            places[name].flatMap { fields.indices.contains($0) ? fields[$0] : nil }
        }

        /// nil too for what isn't a number of 0 or more.
        func number(_ name: Substring) -> Int? { self[name].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 } }
    }
}

/// The answer to `show stat`: comma-separated values whose heading begins with `# `.
struct StatTable {
    private(set) var rows: [Columns.Row] = []

    init(_ answer: String) {
        var columns: Columns?
        for line in answer.split(separator: "\n") {
            if line.hasPrefix("# ") {
                columns = Columns(line.dropFirst(2).split(separator: ",", omittingEmptySubsequences: false))
            } else if let row = columns?.row(line.split(separator: ",", omittingEmptySubsequences: false)) {
                rows.append(row)
            }
        }
    }
}
