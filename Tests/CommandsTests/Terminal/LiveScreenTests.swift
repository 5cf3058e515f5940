// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Testing

@Suite struct LiveScreenTests {
    @Test func aBlockIsDrawnOverItself() {
        var screen = LiveScreen()
        #expect(screen.draw(["one", "two"], columns: 80) == "\u{1B}[?25l\rone\u{1B}[K\ntwo\u{1B}[K\n\u{1B}[J")
        #expect(screen.draw(["three"], columns: 80) == "\r\u{1B}[2Athree\u{1B}[K\n\u{1B}[J")
        #expect(screen.draw([], columns: 80) == "\r\u{1B}[1A\u{1B}[J")
    }

    @Test func aNarrowerWindowHasWrappedTheBlock() {
        var screen = LiveScreen()
        _ = screen.draw(["1234567890", "123"], columns: 80)
        #expect(screen.draw(["x"], columns: 4).hasPrefix("\r\u{1B}[4A"))
    }

    @Test func theCursorComesBackOnce() {
        var screen = LiveScreen()
        #expect(screen.end() == "")
        _ = screen.draw(["x"], columns: 80)
        #expect(screen.end() == "\u{1B}[?25h")
        #expect(screen.end() == "")
        #expect(screen.draw(["y"], columns: 80).hasPrefix("\u{1B}[?25l\ry"))
    }
}
