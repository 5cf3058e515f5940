// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import LocalProcess
import Platforms
import Testing

/// Pieces of a log to lines.
struct LogLineSplitterTests {
    @Test func joinsWhatPiecesTearApart() {
        var splitter = LogLineSplitter()
        #expect(splitter.consume(Array("one\ntw".utf8)).map(\.text) == ["one"])
        #expect(splitter.consume(Array("o\r\n\nrest".utf8)).map(\.text) == ["two", ""])
        #expect(splitter.finish()?.text == "rest")
        #expect(splitter.finish() == nil)
    }

    @Test func tellsTheShimsLinesFromTheProgramsOwn() {
        var splitter = LogLineSplitter()
        let lines = splitter.consume(Array("[dextra] the command ended with status 3\nbye\n".utf8))
        #expect(lines.map(\.stream) == [.system, .stdout])
        #expect(lines.first?.text == "the command ended with status 3")
    }

    @Test func cutsEndlessLines() {
        var splitter = LogLineSplitter()
        let lines = splitter.consume(Array(repeating: UInt8(ascii: "x"), count: LogLineSplitter.longest + 1))
        #expect(lines.map(\.text.count) == [LogLineSplitter.longest])
    }
}
