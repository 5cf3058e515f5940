// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Testing

@Suite struct TableTests {
    @Test func columnsAreAlignedAndTheLastIsCutAtTheEdge() {
        var table = Table("NAME", "SAYS")
        table.add("shop", "hello world")
        table.add("日本", "-")
        #expect(table.lines(style: .plain, width: nil) == ["NAME  SAYS", "shop  hello world", "日本  -"])
        #expect(table.lines(style: .plain, width: 10) == ["NAME  SAYS", "shop  hel…", "日本  -"])
    }

    @Test func cellsDoNothingButAppear() {
        var table = Table("NAME")
        table.add("a\u{1B}[2Jb\nc\u{1B}]0;title\u{07}")
        #expect(table.lines(style: .plain, width: nil) == ["NAME", "abc"])
    }
}
