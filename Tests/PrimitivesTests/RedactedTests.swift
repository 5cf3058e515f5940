// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct RedactedTests {
    private struct Credentials {
        var user = "ada"
        var password = Redacted("hunter2")
    }

    @Test func nothingPrintsTheValue() {
        let credentials = Credentials()
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped, "\(credentials.password)"] {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("<redacted>"))
        }
        #expect(credentials.password.reveal() == "hunter2")
    }
}
