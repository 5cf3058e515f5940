// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Model
import Primitives
import Testing
import Wire

@Suite struct RunViewTests {
    private func lines(
        _ view: RunView, at milliseconds: Int64, columns: Int = 80, rows: Int = 24, style: TextStyle = .plain
    ) -> String {
        view.lines(
            RunView.Frame(
                now: Sample.moment(milliseconds), number: 0, columns: columns, rows: rows, style: style)
        ).joined(separator: "\n")
    }

    private func running() -> RunView {
        var view = RunView(title: "Deploying shop to production", run: Sample.run())
        view.apply(Sample.event(1, at: 10, "run.started"))
        view.apply(Sample.event(2, at: 20, "run.step_started", ["step": "detect", "attempt": 1]))
        view.apply(Sample.event(3, at: 220, "run.step_succeeded", ["step": "detect"]))
        view.apply(Sample.event(4, at: 230, "run.step_started", ["step": "build", "attempt": 1]))
        view.apply(Sample.event(5, at: 300, "run.progress", ["percent": 25, "message": "installing"]))
        return view
    }

    @Test func aRunUnderWay() {
        var view = running()
        view.apply(.init(step: "build", stream: "stdout", offset: 0, text: "Collecting flask\n\u{1B}[32mDown"))
        view.apply(.init(step: "build", stream: "stdout", offset: 26, text: "loading\u{1B}[0m flask.whl"))
        #expect(
            lines(view, at: 4530) == """
                Deploying shop to production  00abcdef

                  ✓ Detect                 0.2 s
                  ⠋ Build                  4.3 s  installing
                  ○ Switch traffic

                  ━━━━━━━━━━────────────────────────────── 25 %  4.5 s

                  │ Collecting flask
                  │ Downloading flask.whl
                """)
    }

    @Test func whatIsLeftOfARunThatGoesOn() {
        var view = running()
        view.notice = "Press Ctrl-C again"
        view.apply(.init(step: "build", stream: "stdout", offset: 0, text: "Collecting flask\n"))
        view.isLeft = true
        #expect(
            lines(view, at: 4530) == """
                Deploying shop to production  00abcdef

                  ✓ Detect                 0.2 s
                  – Build                  4.3 s  installing
                  ○ Switch traffic

                  ━━━━━━━━━━────────────────────────────── 25 %  4.5 s
                """)
    }

    @Test func theSameWithoutUnicode() {
        #expect(
            lines(running(), at: 4530, columns: 60, style: Sample.ascii) == """
                Deploying shop to production  00abcdef

                  + Detect                 0.2 s
                  | Build                  4.3 s  installing
                  . Switch traffic

                  ######-------------------- 25 %  4.5 s
                """)
    }

    @Test func aRunThatFailed() {
        var view = running()
        view.apply(Sample.event(6, at: 5000, "run.step_failed", ["step": "build"]))
        view.finish(failed())
        #expect(
            lines(view, at: 9000) == """
                Deploying shop to production  00abcdef

                  ✓ Detect                 0.2 s
                  ✗ Build                  4.7 s
                  – Switch traffic                cancelled
                """)
    }

    private func failed() -> Run {
        var run = Sample.run(.failed, finished: 5000)
        run.steps[0].state = .succeeded
        run.steps[0].startedAt = Sample.moment(20)
        run.steps[0].finishedAt = Sample.moment(220)
        run.steps[1].state = .failed
        run.steps[1].startedAt = Sample.moment(230)
        run.steps[1].finishedAt = Sample.moment(5000)
        run.steps[2].state = .cancelled
        return run
    }

    @Test func progressNeverGoesBack() {
        var view = running()
        view.apply(Sample.event(6, at: 400, "run.progress", ["percent": 10]))
        #expect(lines(view, at: 500).contains("25 %"))
    }

    @Test func aRetryIsExplained() {
        var view = running()
        view.apply(
            Sample.event(
                6, at: 400, "run.step_retrying",
                ["step": "build", "failure": ["message": "the network is down\u{1B}[2J"], "delay_ms": 500]))
        #expect(lines(view, at: 500).contains("again soon: the network is down\n"))
        view.apply(Sample.event(7, at: 900, "run.step_started", ["step": "build", "attempt": 2]))
        #expect(lines(view, at: 1000).contains("0.1 s  attempt 2"))
    }

    @Test func aNoticeStaysAndALostServerIsOnlyNamedUntilItSpeaks() {
        var view = running()
        view.notice = "Press Ctrl-C again"
        view.isReconnecting = true
        #expect(lines(view, at: 500).contains("  The server is gone; looking for it\n  Press Ctrl-C again"))
        view.apply(Sample.event(6, at: 400, "run.progress", ["percent": 30]))
        #expect(!lines(view, at: 500).contains("server is gone"))
        #expect(lines(view, at: 500).contains("Press Ctrl-C again"))
    }

    @Test func stepsThatWereUndoneSaySo() {
        var view = running()
        view.apply(Sample.event(6, at: 400, "run.step_stopped", ["step": "build"]))
        view.apply(Sample.event(7, at: 400, "run.step_compensated", ["step": "detect"]))
        #expect(lines(view, at: 500).contains("  – Detect                 0.2 s  undone\n"))
        #expect(lines(view, at: 500).contains("  – Build                  0.1 s  cancelled\n"))
    }

    @Test func aQuestionIsShown() {
        var view = running()
        view.apply(
            Sample.event(
                6, at: 400, "run.waiting",
                ["question": ["text": "Did the migration run?", "answers": ["retry", "continue", "abort"]]]))
        #expect(view.question?.answers == [.retry, .proceed, .abort])
        #expect(lines(view, at: 500).contains("? Did the migration run?"))
        #expect(lines(view, at: 500).contains("waiting for an answer"))
    }

    @Test func onlyTheLastLogLinesAreShown() {
        var view = running()
        let text = (1...200).map { "line \($0)\n" }.joined()
        view.apply(.init(step: "build", stream: "stdout", offset: 0, text: text))
        let shown = lines(view, at: 500).split(separator: "\n").filter { $0.contains("│") }
        #expect(shown == (196...200).map { "  │ line \($0)" })
    }

    @Test func anUnknownStepIsAdded() {
        var view = running()
        view.apply(Sample.event(6, at: 400, "run.step_started", ["step": "warm_up", "attempt": 1]))
        #expect(view.steps.map(\.name) == ["detect", "build", "switch_traffic", "warm_up"])
    }

    @Test func unknownEventsChangeNothing() {
        var view = running()
        let before = lines(view, at: 500)
        view.apply(Sample.event(6, at: 400, "release.created", ["release": 3]))
        view.apply(Sample.event(7, at: 400, "run.step_started", "nonsense"))
        #expect(lines(view, at: 500) == before)
    }

    @Test(arguments: [10, 20, 40, 79]) func linesFitTheWindow(_ columns: Int) {
        var view = running()
        view.notice = String(repeating: "long notice ", count: 20)
        view.apply(.init(step: "build", stream: "stdout", offset: 0, text: String(repeating: "日本", count: 100)))
        for style in [TextStyle.plain, TextStyle(hasColour: true, hasUnicode: true)] {
            for line in lines(view, at: 500, columns: columns, style: style).split(separator: "\n") {
                #expect(TerminalText.columns(of: line) < max(columns, 11), "\(line)")
            }
        }
    }

    @Test(arguments: [1, 5, 8, 12]) func aLowWindowIsNeverOverflowed(_ rows: Int) {
        var view = running()
        view.apply(.init(step: "build", stream: "stdout", offset: 0, text: "a\nb\nc\nd\ne\n"))
        let shown = lines(view, at: 500, rows: rows).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(shown.count <= max(rows - 1, 4))
    }
}
