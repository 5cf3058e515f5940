// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct BackoffTests {
    private let backoff = Backoff(base: .milliseconds(100), limit: .seconds(2))

    @Test func ceilingDoublesUpToTheLimit() {
        let ceilings = (1...7).map { backoff.ceiling(afterAttempt: $0).wholeMilliseconds }
        #expect(ceilings == [100, 200, 400, 800, 1600, 2000, 2000])
        #expect(backoff.ceiling(afterAttempt: .max) == .seconds(2))
        #expect(backoff.ceiling(afterAttempt: -3) == .milliseconds(100))
    }

    @Test func delayUsesTheWholeRange() {
        let least = RandomSource { 0 }
        let most = RandomSource { .max }
        #expect(backoff.delay(afterAttempt: 3, random: least) == .zero)
        let longest = backoff.delay(afterAttempt: 3, random: most)
        #expect(longest < .milliseconds(400) && longest > .milliseconds(399))
    }
}
