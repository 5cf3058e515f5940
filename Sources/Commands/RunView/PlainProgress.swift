// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
import Primitives
package import Wire

/// The progress of a run as lines for a file or a pipe: each thing once, in the order it happened.
package struct PlainProgress: Sendable {
    private var started: [String: Timestamp] = [:]
    /// Log text of each step after its last line end.
    private var open: [String: String] = [:]

    package init() {}

    /// The lines that an event adds.
    package mutating func lines(for event: Event) -> [String] {
        let step = TerminalText.harmless(event.data["step"]?.string ?? "")
        let reason = event.data["failure"]?["message"]?.string.map { ": " + TerminalText.harmless($0) } ?? ""
        switch event.type {
        case "run.step_started":
            started[step] = event.at
            let attempt = event.data["attempt"]?.integer ?? 1
            return ["\(step): started" + (attempt > 1 ? " (attempt \(attempt))" : "")]
        case "run.step_succeeded": return rest(of: step) + ["\(step): done" + duration(step, event.at)]
        case "run.step_failed": return rest(of: step) + ["\(step): failed" + duration(step, event.at) + reason]
        case "run.step_retrying": return rest(of: step) + ["\(step): will be tried again\(reason)"]
        case "run.step_skipped": return ["\(step): skipped"]
        case "run.step_stopped": return rest(of: step) + ["\(step): stopped"]
        case "run.step_compensation_failed": return ["\(step): could not be undone\(reason)"]
        case "run.step_compensated": return ["\(step): undone"]
        case "run.cancelling": return ["cancelling"]
        case "run.waiting":
            return (event.data["question"]?["text"]?.string).map { ["question: \(TerminalText.harmless($0))"] } ?? []
        case "run.finished": return open.keys.sorted().flatMap { rest(of: $0) }
        default: return []
        }
    }

    /// The whole lines that a piece of log completes.
    package mutating func lines(for piece: RunStream.LogPiece) -> [String] {
        let step = TerminalText.harmless(piece.step)
        let parts = (open[step, default: ""] + piece.text).split(separator: "\n", omittingEmptySubsequences: false)
        open[step] = parts.last.map(String.init) ?? ""
        return parts.dropLast().map { "\(step) | \(TerminalText.harmless($0))" }
    }

    private mutating func rest(of step: String) -> [String] {
        guard let text = open.removeValue(forKey: step), !text.isEmpty else { return [] }
        return ["\(step) | \(TerminalText.harmless(text))"]
    }

    private func duration(_ step: String, _ end: Timestamp) -> String {
        started[step].map { " in " + HumanText.duration(end - $0) } ?? ""
    }
}
