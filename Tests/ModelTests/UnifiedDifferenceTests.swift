// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Testing

struct UnifiedDifferenceTests {
    private static func lines(_ old: String, _ new: String) -> [String] {
        UnifiedDifference.lines(from: Array(old.utf8), to: Array(new.utf8), before: "a/x", after: "b/x")
    }

    private static func numbers(_ change: (inout [String]) -> Void = { _ in }) -> String {
        var lines = (1...20).map(String.init)
        change(&lines)
        return lines.map { $0 + "\n" }.joined()
    }

    @Test func sameTextsHaveNone() {
        #expect(Self.lines("one\n", "one\n").isEmpty)
    }

    /// As GNU diff writes it: changes that are close share a hunk, others have one of their own.
    @Test func changesStandInTheirSurroundings() {
        let new = Self.numbers { lines in
            lines[1] = "two"
            lines.remove(at: 14)
            lines.insert("between", at: 17)
        }
        #expect(
            Self.lines(Self.numbers(), new) == [
                "--- a/x", "+++ b/x", "@@ -1,5 +1,5 @@", " 1", "-2", "+two", " 3", " 4", " 5", "@@ -12,9 +12,9 @@",
                " 12",
                " 13", " 14", "-15", " 16", " 17", " 18", "+between", " 19", " 20",
            ])
    }

    @Test func aNewFileBeginsFromNothing() {
        let lines = UnifiedDifference.lines(from: [], to: Array("one\ntwo\n".utf8), before: nil, after: "b/x")
        #expect(lines == ["--- /dev/null", "+++ b/x", "@@ -0,0 +1,2 @@", "+one", "+two"])
    }

    @Test func textsThatShareLittleAreReplacedWhole() {
        let old = (0..<15_000).map { "old \($0)\n" }.joined()
        let new = (0..<15_000).map { "new \($0)\n" }.joined()
        let lines = Self.lines(old, new)
        #expect(lines.count == 30_003)
        #expect(lines[3] == "-old 0" && lines.last == "+new 14999")
    }
}
