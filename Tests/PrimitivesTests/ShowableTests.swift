// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct ShowableTests {
    @Test(arguments: ["a", "Ann Ü", "dextra on laptop", "名前", "مكتب", "👩‍💻 ci", String(repeating: "ä", count: 10)])
    func whatPeopleCallThingsIsShowable(name: String) { #expect(name.isShowable(ofLength: 1...20)) }

    @Test(arguments: [
        "", "a\nb", "a\0", "\u{1B}[2J", "a\u{7F}", "a\u{9B}2J", "a\u{2028}b", "a\u{2029}b", "abc\u{202E}fed",
        "a\u{2066}b",
        "a\u{200F}", "a\u{61C}",
    ])
    func whatControlsWhatIsShownIsNot(name: String) { #expect(!name.isShowable(ofLength: 1...20)) }

    @Test func lengthIsThatOfScalars() {
        #expect(String(repeating: "x", count: 20).isShowable(ofLength: 1...20))
        #expect(!String(repeating: "x", count: 21).isShowable(ofLength: 1...20))
        // One character of a thousand scalars.
        let tower = "a" + String(repeating: "\u{301}", count: 999)
        #expect(tower.count == 1 && !tower.isShowable(ofLength: 1...20) && tower.isShowable(ofLength: 1...1000))
    }
}
