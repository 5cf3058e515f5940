// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Finds the known name a mistyped one was meant to be.
enum NearestName {
    /// The nearest candidate within a third of the name's length; nil when none is that near.
    static func to(_ name: String, among candidates: [String]) -> String? {
        guard name.utf8.count <= 64 else { return nil }
        let word = Array(name.lowercased().utf8)
        let nearest = candidates.map { (distance(word, Array($0.utf8)), $0) }.min { $0.0 < $1.0 }
        guard let (distance, candidate) = nearest, distance <= max(1, candidate.utf8.count / 3) else { return nil }
        return candidate
    }

    /// Edits between two words (Damerau–Levenshtein, optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in 1...left.count {
            var row = [i]
            for j in 1...right.count {
                var best = min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    best = min(best, beforeLast[j - 2] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
