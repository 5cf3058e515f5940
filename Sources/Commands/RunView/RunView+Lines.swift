// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives

extension RunView {
    /// How much is shown where.
    package struct Frame: Sendable {
        package var now: Timestamp
        /// Counts up; moves the spinner.
        package var number: Int
        package var columns: Int
        package var rows: Int
        package var style: TextStyle

        package init(now: Timestamp, number: Int, columns: Int, rows: Int, style: TextStyle) {
            self.now = now
            self.number = number
            self.columns = columns
            self.rows = rows
            self.style = style
        }
    }

    /// How many log lines are shown while the run goes on.
    private static let logLines = 5

    /// The view as lines that fit the frame; without bar once the run is over, and log lines only while it is watched.
    package func lines(_ frame: Frame) -> [String] {
        let style = frame.style
        var lines = [style.bold(title) + style.dim("  \(runID.short)"), ""]
        var stepLines = steps.map { line(for: $0, frame) }
        var tail: [String] = []
        if !state.isTerminal {
            tail = ["", barLine(frame)]
            if let question { tail += ["", style.yellow("? ") + question.text] }
            if isReconnecting { tail.append("  " + style.yellow("The server is gone; looking for it")) }
            if let notice, !isLeft { tail.append("  " + style.yellow(notice)) }
            let logged = isLeft ? [] : log.last(Self.logLines)
            if !logged.isEmpty { tail.append("") }
            tail += logged.map { style.dim("  \(style.gutter) \($0)") }
        }
        // In a low window the log goes first, then the steps that are done.
        let room = max(frame.rows - 1, 4)
        while lines.count + stepLines.count + tail.count > room, tail.count > 2 { tail.removeLast() }
        while lines.count + stepLines.count + tail.count > room, stepLines.count > 1 { stepLines.removeFirst() }
        lines += stepLines + tail
        return lines.prefix(room).map { TerminalText.fitting($0, columns: max(frame.columns - 1, 10)) }
    }

    private func line(for step: Step, _ frame: Frame) -> String {
        let style = frame.style
        let symbol =
            switch step.state {
            case .pending: style.dim(style.circle)
            case .running: style.cyan(isLeft ? style.dash : style.spinner(frame.number))
            case .succeeded: style.green(style.check)
            case .failed, .compensationFailed: style.red(style.cross)
            case .skipped, .cancelled, .compensated: style.dim(style.dash)
            }
        let width = (steps.map { HumanText.title($0.name).count }.max() ?? 0) + 2
        let title = HumanText.title(step.name)
        let padded = title + String(repeating: " ", count: width - title.count)
        var parts = ["  \(symbol) " + (step.state == .pending ? style.dim(padded) : padded)]
        let spent = duration(of: step, now: frame.now).map { HumanText.duration($0) } ?? ""
        parts.append(String(repeating: " ", count: max(0, 12 - spent.count)) + style.dim(spent))
        if step.attempt > 1 { parts.append(style.yellow("  attempt \(step.attempt)")) }
        if let trouble = step.trouble {
            parts.append(style.yellow("  again soon: \(trouble)"))
        } else if step.state == .running, let message {
            parts.append(style.dim("  \(message)"))
        } else if step.state != .running, step.state != .succeeded, step.state != .pending, step.state != .failed {
            parts.append(style.dim("  \(word(for: step.state))"))
        }
        var line = parts.joined()
        while line.last == " " { line.removeLast() }
        return line
    }

    private func word(for state: StepState) -> String {
        switch state {
        case .compensated: "undone"
        case .compensationFailed: "could not be undone"
        default: state.rawValue
        }
    }

    private func duration(of step: Step, now: Timestamp) -> Duration? {
        guard let start = step.startedAt, step.state != .pending, step.state != .skipped else { return nil }
        return max(.zero, (step.finishedAt ?? now) - start)
    }

    private func barLine(_ frame: Frame) -> String {
        let width = min(40, max(10, frame.columns - 34))
        let elapsed = HumanText.duration(max(.zero, (finishedAt ?? frame.now) - createdAt))
        let word =
            switch state {
            case .pending: "waiting for its turn"
            case .waiting: "waiting for an answer"
            case .cancelling: "cancelling"
            default: ""
            }
        let line = "  \(frame.style.bar(percent / 100, columns: width)) \(HumanText.percent(percent))  \(elapsed)"
        return word.isEmpty ? line : line + "  " + frame.style.yellow(word)
    }
}
