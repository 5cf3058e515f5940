// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Testing

@Suite struct TextStyleTests {
    @Test(arguments: [
        ([:], true, true), ([:], false, false), (["NO_COLOR": "1"], true, false), (["NO_COLOR": ""], true, true),
        (["TERM": "dumb"], true, false),
    ])
    func coloursAreForTerminalsThatWantThem(_ environment: [String: String], _ isTerminal: Bool, _ expected: Bool) {
        #expect(TextStyle(environment: environment, isTerminal: isTerminal).hasColour == expected)
    }

    @Test(arguments: [
        ([:], true), (["LANG": "C"], false), (["LANG": "en_US.UTF-8"], true), (["LANG": "C.utf8"], true),
        (["LANG": "C.UTF-8", "LC_ALL": "POSIX"], false), (["LC_ALL": "", "LANG": "de_DE.UTF-8"], true),
    ])
    func symbolsFollowTheLocale(_ environment: [String: String], _ expected: Bool) {
        #expect(TextStyle(environment: environment, isTerminal: true).hasUnicode == expected)
    }
}
