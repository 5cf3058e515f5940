// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct TimestampTests {
    @Test func textIsRFC3339() {
        let time = Timestamp(millisecondsSinceEpoch: 1_795_204_514_007)
        #expect(time.description == "2026-11-20T19:55:14.007Z")
        #expect(Timestamp(time.description) == time)
        for text in ["yesterday", "2026-11-20T19:55:14", "2026-11-20T19:55:14.Z", "2026-11-20T19:55:14.x7Z", ""] {
            #expect(Timestamp(text) == nil)
        }
        #expect(Timestamp("2026-11-20T19:55:14.5Z")?.millisecondsSinceEpoch == 1_795_204_514_500)
        #expect(Timestamp(millisecondsSinceEpoch: -1).description == "1969-12-31T23:59:59.999Z")
    }

    @Test func everyMillisecondRoundTrips() {
        for offset in 0..<2000 {
            let time = Timestamp(millisecondsSinceEpoch: 1_795_204_514_000 + Int64(offset))
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func arithmeticIsInMilliseconds() {
        let time = Timestamp(millisecondsSinceEpoch: 1000)
        #expect((time + .milliseconds(250)).millisecondsSinceEpoch == 1250)
        #expect(time + .seconds(1) - time == .seconds(1))
    }
}
