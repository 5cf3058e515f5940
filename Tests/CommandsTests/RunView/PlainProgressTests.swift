// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Commands
import Model
import Primitives
import Testing
import Wire

@Suite struct PlainProgressTests {
    @Test func aDeploymentAsLines() {
        var progress = PlainProgress()
        var lines: [String] = []
        lines += progress.lines(for: Sample.event(1, at: 0, "run.started"))
        lines += progress.lines(for: Sample.event(2, at: 0, "run.step_started", ["step": "build", "attempt": 1]))
        lines += progress.lines(for: .init(step: "build", stream: "stdout", offset: 0, text: "one\ntw"))
        lines += progress.lines(for: .init(step: "build", stream: "stdout", offset: 6, text: "o\n\u{1B}[2Jrest"))
        lines += progress.lines(
            for: Sample.event(3, at: 900, "run.step_retrying", ["step": "build", "failure": ["message": "no network"]]))
        lines += progress.lines(for: Sample.event(4, at: 1000, "run.step_started", ["step": "build", "attempt": 2]))
        lines += progress.lines(for: Sample.event(5, at: 3300, "run.step_succeeded", ["step": "build"]))
        lines += progress.lines(for: Sample.event(6, at: 3400, "run.finished", ["state": "succeeded"]))
        #expect(
            lines == [
                "build: started", "build | one", "build | two", "build | rest",
                "build: will be tried again: no network",
                "build: started (attempt 2)", "build: done in 2.3 s",
            ])
    }
}
