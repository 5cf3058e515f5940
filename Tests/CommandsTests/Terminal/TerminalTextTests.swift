// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Testing

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain ✓ text", "plain ✓ text"),
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}[2J\u{1B}[Hgone", "gone"),
        ("\u{1B}]0;title\u{07}after", "after"),
        ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}P1$q\u{1B}\\after", "after"),
        ("\u{9B}31mC1", "C1"),
        ("\u{1B}(Bset", "set"),
        ("\u{1B}[31", ""),
        ("unterminated\u{1B}]0;title", "unterminated"),
        ("bell\u{07}, back\u{08}space, null\u{00}", "bell, backspace, null"),
        ("a\tb", "a    b"),
        ("10 %\r50 %\r100 %", "100 %"),
        ("windows\r", "windows"),
        ("abc\u{202E}def\u{2066}", "abcdef"),
        ("two\nlines", "twolines"),
    ])
    func foreignTextCanOnlyAppear(_ text: String, _ expected: String) {
        #expect(TerminalText.harmless(text) == expected)
    }

    @Test func nothingThatIsLeftControlsATerminal() {
        for value in 0...0x2FFF {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            let left = TerminalText.harmless("a\(Character(scalar))[31m\(Character(scalar))]0;x\u{07}b")
            #expect(left.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
        }
    }

    @Test(arguments: [
        ("abc", 3), ("", 0), ("✓ ok", 4), ("\u{1B}[1mbold\u{1B}[0m", 4), ("日本", 4), ("e\u{0301}", 1), ("🚀", 2),
    ])
    func columnsAreWhatATerminalGives(_ text: String, _ expected: Int) {
        #expect(TerminalText.columns(of: text) == expected)
    }

    @Test func longTextIsCutAtTheEdge() {
        #expect(TerminalText.fitting("abcdef", columns: 6) == "abcdef")
        #expect(TerminalText.fitting("abcdefg", columns: 6) == "abcde…")
        #expect(TerminalText.fitting("日本語", columns: 4) == "日…")
        #expect(TerminalText.fitting("abc", columns: 0) == "")
    }

    @Test func coloursAreClosedWhenTextIsCut() {
        #expect(TerminalText.fitting("\u{1B}[31mabcdef\u{1B}[0m", columns: 4) == "\u{1B}[31mabc…\u{1B}[0m")
    }
}
