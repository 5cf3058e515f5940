// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Wire

/// What is known of one run at one moment, made from its record and then kept up by its events.
///
/// Pure: no clock and no terminal. `lines(…)` draws it, and so a test can read what a person would see.
package struct RunView: Sendable {
    /// What is being done, e.g. `Deploying shop to production`.
    package let title: String
    package let runID: RunID
    package private(set) var state: RunState
    package private(set) var steps: [Step]
    package private(set) var question: Question?
    /// Said by the command itself, e.g. what the next Ctrl-C does; shown under the bar until it is taken away.
    package var notice: String?
    /// The server is being looked for; over with the next thing it says.
    package var isReconnecting = false
    /// Nobody watches any more: what stays on the terminal is the last picture of a run that goes on.
    package var isLeft = false
    private(set) var percent: Double
    private(set) var message: String?
    private(set) var createdAt: Timestamp
    private(set) var finishedAt: Timestamp?
    private(set) var log = LogTail()

    /// One step as it is shown.
    package struct Step: Sendable, Hashable {
        package var name: String
        package var state: StepState
        package var attempt = 0
        package var startedAt: Timestamp?
        package var finishedAt: Timestamp?
        /// Why it is tried again, while it waits for that.
        package var trouble: String?
    }

    package init(title: String, run: Run) {
        self.title = title
        runID = run.id
        state = run.state
        steps = []
        question = run.question
        percent = run.progress
        createdAt = run.createdAt
        finishedAt = run.finishedAt
        take(run.steps)
    }

    /// Takes in one event of the run; events it doesn't know change nothing.
    package mutating func apply(_ event: Event) {
        isReconnecting = false
        let data = event.data
        if let value = data["percent"]?.number { percent = max(percent, value) }
        switch event.type {
        case "run.started": state = .running
        case "run.progress":
            if let text = data["message"]?.string { message = TerminalText.harmless(text) }
        case "run.step_started":
            guard data["step"]?.string != nil else { return }
            state = state == .cancelling ? .cancelling : .running
            question = nil
            message = nil
            step(data) { step in
                step.state = .running
                step.startedAt = event.at
                step.finishedAt = nil
                step.trouble = nil
                step.attempt = data["attempt"]?.integer.map { Int($0) } ?? step.attempt + 1
            }
        case "run.step_succeeded": end(data, .succeeded, event.at)
        case "run.step_skipped": end(data, .skipped, event.at)
        case "run.step_failed": end(data, .failed, event.at)
        case "run.step_stopped": end(data, .cancelled, event.at)
        case "run.step_compensated": end(data, .compensated, event.at)
        case "run.step_compensation_failed": end(data, .compensationFailed, event.at)
        case "run.answered": question = nil
        case "run.step_retrying":
            let reason = data["failure"]?["message"]?.string
            step(data) { $0.trouble = reason.map { TerminalText.harmless($0) } ?? "failed" }
        case "run.waiting":
            state = .waiting
            question = data["question"].flatMap { Question(json: $0) }
        case "run.cancelling": state = .cancelling
        case "run.finished":
            if let text = data["state"]?.string, let known = RunState(rawValue: text) { state = known }
            finishedAt = event.at
        default: break
        }
    }

    package mutating func apply(_ piece: RunStream.LogPiece) { log.append(piece.text, of: piece.step) }

    /// Takes in the run's final record.
    package mutating func finish(_ run: Run) {
        isReconnecting = false
        state = run.state
        percent = max(percent, run.progress)
        question = run.question
        finishedAt = run.finishedAt ?? finishedAt
        take(run.steps)
    }

    private mutating func take(_ records: [StepRecord]) {
        for record in records {
            let step = Step(
                name: record.name, state: record.state, attempt: record.attempt, startedAt: record.startedAt,
                finishedAt: record.finishedAt)
            if let index = steps.firstIndex(where: { $0.name == record.name }) {
                steps[index] = step
            } else {
                steps.append(step)
            }
        }
    }

    private mutating func end(_ data: JSONValue, _ state: StepState, _ moment: Timestamp) {
        step(data) { step in
            step.state = state
            // Undoing a step later says nothing about how long it took.
            step.finishedAt = step.finishedAt ?? moment
            step.trouble = nil
        }
    }

    /// Changes the step that the event names; one that the record didn't have is added.
    private mutating func step(_ data: JSONValue, _ change: (inout Step) -> Void) {
        guard let name = data["step"]?.string else { return }
        let index = steps.firstIndex { $0.name == name } ?? steps.endIndex
        if index == steps.endIndex { steps.append(Step(name: name, state: .pending)) }
        change(&steps[index])
    }
}

/// The last lines of what the steps print.
struct LogTail: Sendable, Hashable {
    /// More than any view shows.
    private static let keptLines = 50
    private static let longestLine = 4096

    private var complete: [String] = []
    /// A line that has no end yet.
    private var open = ""
    private var step = ""

    mutating func append(_ text: String, of step: String) {
        if step != self.step, !open.isEmpty { endLine() }
        self.step = step
        for part in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            open += part
            endLine()
        }
        open += text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        if open.utf8.count > Self.longestLine { open = String(open.suffix(Self.longestLine)) }
    }

    func last(_ count: Int) -> [String] {
        let unfinished = TerminalText.harmless(open)
        return (complete + (unfinished.isEmpty ? [] : [unfinished])).suffix(count)
    }

    private mutating func endLine() {
        let line = TerminalText.harmless(open.prefix(Self.longestLine))
        if !line.allSatisfy(\.isWhitespace) { complete.append(line) }
        if complete.count > 2 * Self.keptLines { complete.removeFirst(Self.keptLines) }
        open = ""
    }
}

extension JSONValue {
    /// A number of either kind.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}

extension Question {
    /// As an event carries it; nil when it is no question.
    init?(json: JSONValue) {
        guard let text = json["text"]?.string else { return nil }
        let answers = json["answers"]?.array?.compactMap { $0.string.flatMap(Answer.init(rawValue:)) } ?? []
        self.init(text: TerminalText.harmless(text), answers: answers)
    }
}
