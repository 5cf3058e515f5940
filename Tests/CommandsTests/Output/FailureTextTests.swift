// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Primitives
import Testing

@Suite struct FailureTextTests {
    @Test func everythingAPersonNeeds() {
        let failure = Failure(
            FailureCode("health_check_failed", .rejected), "the new release did not become healthy",
            hint: "see the log lines above",
            metadata: [
                .init("path", "/health"), .init("last_lines", "Traceback:\n  File x\n\u{1B}[2JBoom"),
            ],
            cause: Failure(.timedOut, "no answer within 10 s", metadata: [.init("probes", "12")]))
        #expect(
            FailureText.lines(failure, style: .plain) == [
                "error[health_check_failed]: the new release did not become healthy",
                "  path: /health",
                "  last lines:",
                "    Traceback:",
                "      File x",
                "    Boom",
                "  because: timed_out: no answer within 10 s",
                "  probes: 12",
                "hint: see the log lines above",
            ])
    }

    @Test func factsOfOneNameStandTogether() {
        let failure = Failure(
            .timedOut, "no",
            metadata: [.init("log", "a"), .init("log", "b"), .init("step", "health"), .init("empty", "")])
        #expect(
            FailureText.lines(failure, style: .plain).dropFirst() == [
                "  log:", "    a", "    b", "  step: health", "  empty: ",
            ])
    }

    @Test func coloursOnlyWhereWanted() {
        let style = TextStyle(hasColour: true, hasUnicode: true)
        #expect(FailureText.lines(Failure(.notFound, "x"), style: style)[0].contains("\u{1B}[31m"))
    }

    @Test func nothingThatAServerSaysDoesMoreThanAppear() {
        let escape = "\u{1B}]0;title\u{07}\u{1B}[2J"
        let failure = Failure(
            FailureCode("odd" + escape, .internal), "message" + escape, hint: "hint" + escape,
            metadata: [.init("key" + escape, "value" + escape)],
            cause: Failure(FailureCode("inner" + escape, .internal), "because" + escape))
        let lines = FailureText.lines(failure, style: .plain)
        #expect(
            lines == ["error[odd]: message", "  key: value", "  because: inner: because", "hint: hint"])
    }
}
