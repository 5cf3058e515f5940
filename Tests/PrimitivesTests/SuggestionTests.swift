// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct SuggestionTests {
    private let verbs = ["deploy", "detect", "destroy", "status", "rollback"]

    @Test(arguments: [
        ("delpoy", "deploy"), ("detct", "detect"), ("dep", "deploy"), ("rolback", "rollback"), ("stauts", "status"),
    ])
    func typingMistakesFindTheirWord(_ text: String, _ expected: String) {
        #expect(Suggestion.nearest(to: text, among: verbs) == expected)
    }

    @Test(arguments: ["de", "xyz", "", "launch"])
    func nothingIsGuessedWhenItIsFarOrAmbiguous(_ text: String) {
        #expect(Suggestion.nearest(to: text, among: verbs) == nil)
    }

    /// The letters of each against those of each would be half a billion steps.
    @Test(.timeLimit(.minutes(1))) func aNameOfAnyLengthCostsNothing() {
        #expect(Suggestion.nearest(to: String(repeating: "a", count: 10_000_000), among: verbs) == nil)
    }
}
