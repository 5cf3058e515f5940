// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody probably meant to type.
package enum Suggestion {
    /// The one candidate nearest to the text; nil when none is near or two are equally near.
    package static func nearest(to text: String, among candidates: [String]) -> String? {
        let length = text.count
        let prefixed = candidates.filter { length >= 2 && $0.hasPrefix(text) }
        if prefixed.count == 1 { return prefixed[0] }
        // A third of the letters may be wrong: `delpoy` finds `deploy`, `xyz` finds nothing.
        let tolerance = max(1, length / 3)
        // What is much longer needs no look at its letters: anybody may send a name of any length.
        let near = candidates.filter { abs($0.count - length) <= tolerance }
            .map { (name: $0, distance: distance(Array(text), Array($0))) }
            .filter { $0.distance <= tolerance }
        guard let least = near.map(\.distance).min() else { return nil }
        let best = near.filter { $0.distance == least }
        return best.count == 1 ? best[0].name : nil
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each count one.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var rows = [Array(0...right.count)]
        for row in 1..<(left.count + 1) where !left.isEmpty {
            var current = [row] + Array(repeating: 0, count: right.count)
            for column in 1..<(right.count + 1) where !right.isEmpty {
                let same = left[row - 1] == right[column - 1]
                var cost = min(rows[row - 1][column] + 1, current[column - 1] + 1)
                cost = min(cost, rows[row - 1][column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, rows[row - 2][column - 2] + 1)
                }
                current[column] = cost
            }
            rows.append(current)
        }
        return rows[left.count][right.count]
    }
}
