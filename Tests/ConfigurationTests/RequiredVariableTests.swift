// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Primitives
import Testing

@Suite struct RequiredVariableTests {
    @Test(arguments: [
        (RequiredVariable.Kind.string, "x", true), (.string, "", false), (.integer, "-12", true),
        (.integer, "1.5", false),
        (.boolean, "Yes", true), (.boolean, "maybe", false), (.port, "8080", true), (.port, "0", false),
        (.port, "70000", false),
        (.url, "postgres://u:p@h/db", true), (.url, "example.com", false), (.url, "http://", false),
        (.url, "http://a b", false),
    ])
    func checksTheKind(kind: RequiredVariable.Kind, value: String, isValid: Bool) {
        #expect((RequiredVariable(name: "X", type: kind).complaint(about: value) == nil) == isValid)
    }

    @Test func aPatternMatchesTheWholeValue() throws {
        let pattern = try VariablePattern(#"sk_\d{3}|test"#)
        #expect(pattern.matches("sk_123") && pattern.matches("test"))
        #expect(!pattern.matches("sk_1234") && !pattern.matches("a test"))
        #expect(throws: Failure.self) { try VariablePattern(#"(a)\1"#) }
        #expect(throws: Failure.self) { try VariablePattern("") }
    }

    @Test func namesEveryVariableThatIsWrongButNoValue() throws {
        let text = "required: [A, {name: B, type: integer}, {name: C, pattern: '[a-z]+'}, D]"
        let settings = try ProjectConfiguration.parse(text.utf8).settings(for: .staging)
        let failure = #expect(throws: Failure.self) {
            try settings.validate(["B": "hunter2", "C": "HUNTER3", "D": "fine"])
        }
        #expect(failure?.code == .environmentInvalid)
        #expect(failure?.metadata.map(\.key) == ["A", "B", "C"])
        #expect(failure?.description.lowercased().contains("hunter") == false)
        try settings.validate(["A": "1", "B": "2", "C": "abc", "D": "x"])
    }
}
