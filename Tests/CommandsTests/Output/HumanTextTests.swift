// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Primitives
import Testing

@Suite struct HumanTextTests {
    @Test(arguments: [
        (0, "0.0 s"), (249, "0.2 s"), (59_999, "59.9 s"), (60_000, "1 min 00 s"), (245_000, "4 min 05 s"),
        (7_380_000, "2 h 03 min"), (-5, "0.0 s"),
    ])
    func durations(_ milliseconds: Int, _ expected: String) {
        #expect(HumanText.duration(.milliseconds(milliseconds)) == expected)
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (3449, "3.4 kB"), (999_700, "1.0 MB"), (120_000_000, "120 MB"),
        (1_073_741_824, "1.1 GB"),
    ])
    func sizes(_ bytes: Int64, _ expected: String) {
        #expect(HumanText.bytes(bytes) == expected)
    }
}
