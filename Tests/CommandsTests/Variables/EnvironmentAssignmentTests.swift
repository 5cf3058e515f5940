// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Primitives
import Testing

@Suite struct EnvironmentAssignmentTests {
    private func parse(_ text: String, input: String = "") throws -> EnvironmentAssignment {
        try EnvironmentAssignment(text) { _ in input }
    }

    @Test func theFirstEqualsSignDivides() throws {
        let assignment = try parse("URL=postgres://x?a=b")
        #expect(assignment.name == "URL")
        #expect(assignment.value.reveal() == "postgres://x?a=b")
        #expect(try parse("EMPTY=").value.reveal() == "")
    }

    @Test(arguments: [("secret\n", "secret"), ("a\nb\n\n", "a\nb\n"), ("bare", "bare"), ("dos\r\n", "dos"), ("", "")])
    func aHyphenReadsStandardInput(_ input: String, _ expected: String) throws {
        #expect(try parse("KEY=-", input: input).value.reveal() == expected)
    }

    @Test(arguments: ["KEY", "=x", "1KEY=x", "A-B=x", "Ä=x", ""]) func whatIsNoAssignmentIsRefused(_ text: String) {
        let failure = #expect(throws: Failure.self) { try parse(text) }
        #expect(failure?.code.category == .usage)
    }

    @Test func noMessageShowsTheValue() {
        let failure = #expect(throws: Failure.self) { try parse("A B=hunter2") }
        #expect(failure.map { "\($0)".contains("hunter2") } == false)
    }
}
