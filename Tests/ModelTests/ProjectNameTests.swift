// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Testing

@Suite struct ProjectNameTests {
    @Test(arguments: ["a", "shop", "shop-2", "a23456789012345678901234567890123456789b"])
    func acceptsDNSLabels(text: String) throws {
        #expect(try ProjectName(text).text == text)
    }

    @Test(arguments: [
        "", "2shop", "-shop", "shop-", "Shop", "my shop", "café", "a_b", "a.b", "../x",
        String(repeating: "a", count: 41),
    ])
    func refusesTheRest(text: String) {
        #expect { try ProjectName(text) } throws: { ($0 as? Failure)?.code == .invalidProjectName }
    }

    @Test(arguments: [
        ("My Shop!", "my-shop"), ("__init__", "init"), ("2048", "app"), ("2048-game", "game"), ("", "app"),
        ("Ünïcode Tëst", "n-code-t-st"),
        (
            String(repeating: "ab-", count: 30),
            String("ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-ab-".prefix(40).dropLast(0))
        ),
    ])
    func suggestionsAreValid(text: String, expected: String) throws {
        let suggestion = ProjectName.suggested(for: text)
        #expect(throws: Never.self) { try ProjectName(suggestion) }
        if text.count < 40 { #expect(suggestion == expected) }
    }
}
