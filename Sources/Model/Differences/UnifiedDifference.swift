// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The lines in which two texts differ, as `diff -u` writes them.
package enum UnifiedDifference {
    /// Lines that stay around each change.
    private static let context = 3
    /// Texts whose differing parts together have more lines are not compared line by line.
    private static let mostLines = 20_000

    private enum Edit {
        case keep(String)
        case remove(String)
        case add(String)
    }

    /// Whether the bytes look like text: no NUL in the first 8,000, as git decides it.
    package static func isText(_ bytes: [UInt8]) -> Bool { !bytes.prefix(8000).contains(0) }

    /// Nothing when the texts are the same. Names go into the heading; nil stands for no file.
    package static func lines(from old: [UInt8], to new: [UInt8], before: String?, after: String?) -> [String] {
        guard old != new else { return [] }
        let edits = edits(split(old), split(new))
        return ["--- \(before ?? "/dev/null")", "+++ \(after ?? "/dev/null")"] + hunks(edits)
    }

    private static func split(_ bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func edits(_ old: [String], _ new: [String]) -> [Edit] {
        var start = 0
        while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
        var end = 0
        while end < min(old.count, new.count) - start, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
        let before = Array(old[start..<(old.count - end)])
        let after = Array(new[start..<(new.count - end)])
        return old[..<start].map(Edit.keep) + middle(before, after) + old[(old.count - end)...].map(Edit.keep)
    }

    private static func middle(_ old: [String], _ new: [String]) -> [Edit] {
        guard old.count + new.count <= mostLines else { return old.map(Edit.remove) + new.map(Edit.add) }
        let difference = new.difference(from: old)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var edits: [Edit] = []
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            if left < old.count, removed.contains(left) {
                edits.append(.remove(old[left]))
                left += 1
            } else if right < new.count, added.contains(right) {
                edits.append(.add(new[right]))
                right += 1
            } else {
                edits.append(.keep(old[left]))
                left += 1
                right += 1
            }
        }
        return edits
    }

    private static func hunks(_ edits: [Edit]) -> [String] {
        let changed = edits.indices.filter { if case .keep = edits[$0] { false } else { true } }
        var lines: [String] = []
        var index = 0
        while index < changed.count {
            let first = max(0, changed[index] - context)
            var last = changed[index]
            while index < changed.count, changed[index] <= last + 2 * context + 1 {
                last = changed[index]
                index += 1
            }
            lines += hunk(edits, first..<min(edits.count, last + context + 1))
        }
        return lines
    }

    private static func hunk(_ edits: [Edit], _ range: Range<Int>) -> [String] {
        func count(_ edits: ArraySlice<Edit>) -> (old: Int, new: Int) {
            edits.reduce(into: (0, 0)) { counts, edit in
                switch edit {
                case .keep: counts = (counts.0 + 1, counts.1 + 1)
                case .remove: counts.0 += 1
                case .add: counts.1 += 1
                }
            }
        }
        let before = count(edits[..<range.lowerBound])
        let size = count(edits[range])
        // A side without lines names the line before it.
        let start = (before.old + (size.old > 0 ? 1 : 0), before.new + (size.new > 0 ? 1 : 0))
        return ["@@ -\(start.0),\(size.old) +\(start.1),\(size.new) @@"]
            + edits[range].map { edit in
                switch edit {
                case .keep(let line): " " + line
                case .remove(let line): "-" + line
                case .add(let line): "+" + line
                }
            }
    }
}
