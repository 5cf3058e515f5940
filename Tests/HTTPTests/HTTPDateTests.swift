// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Testing

@Suite struct HTTPDateTests {
    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        ] as [(Int64, String)])
    func textAndBack(_ second: Int64, _ text: String) {
        #expect(HTTPDate.text(second) == text)
        #expect(HTTPDate.second(text) == second)
    }

    /// A file may have any time.
    @Test(
        arguments: [
            (-1, "Thu, 01 Jan 1970 00:00:00 GMT"), (-62_135_596_800, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (.min, "Thu, 01 Jan 1970 00:00:00 GMT"), (.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] as [(Int64, String)])
    func whatIsOutsideTheYearsHasATextToo(_ second: Int64, _ text: String) { #expect(HTTPDate.text(second) == text) }

    @Test(arguments: ["", "yesterday", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT"])
    func otherFormsAreIgnored(_ text: String) { #expect(HTTPDate.second(text) == nil) }
}
