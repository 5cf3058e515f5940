// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Arguments
import Testing

@Suite struct HelpTextTests {
    @Test func pageOfACommand() {
        #expect(
            HelpText.page(for: ferry, path: ["load"], width: 60) == """
                Take cargo on board: it's [heavy]

                Usage: ferry load [OPTION]... [PATH]

                Arguments:
                  PATH  What to load

                Options:
                      --no-wait       Don't wait
                  -a, --all           Everything
                  -b, --brief         Say little
                  -n, --number=N      How many
                  -t, --tag=TAG       A tag
                      --deck=DECK     Which deck: upper, lower
                      --timeout=TIME  How long

                Common options:
                      --home=DIR  Where the ferry lives
                  -h, --help      Show this help

                Examples:
                  Five crates
                    ferry load -n5 crates

                """)
    }

    @Test func pageOfAGroupListsWhatIsNotHidden() {
        let page = HelpText.page(for: ferry, path: [])
        #expect(page.contains("Usage: ferry [OPTION]... COMMAND"))
        #expect(page.contains("  load  Take cargo"))
        #expect(page.contains("First paragraph.\n\nSecond paragraph."))
        #expect(!page.contains("steer"))
    }

    @Test(arguments: [40, 60, 80]) func linesFit(_ width: Int) {
        for path in [[], ["load"], ["crew"], ["crew", "add"]] {
            for line in HelpText.page(for: ferry, path: path, width: width).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test func longWordsGetTheirOwnLine() {
        #expect(TextLayout.wrap("a bb extraordinarily c", width: 5) == ["a bb", "extraordinarily", "c"])
        #expect(TextLayout.wrap("", width: 5) == [])
    }
}
