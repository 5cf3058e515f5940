// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// What the value of an option or a positional may be.
package struct ValueSpec: Sendable, Hashable {
    /// Stands for the value in help, e.g. `NAME`.
    package var placeholder: String
    package var form: Form

    /// The forms a value is checked against before the command sees it.
    package enum Form: Sendable, Hashable {
        case text
        case file
        case folder
        case integer(ClosedRange<Int>)
        /// `90`, `90s`, `10m`, `2h`, `500ms`.
        case duration
        case choice([String])
        /// Any text; shells propose what `ROOT lookup KIND` prints, a word a line.
        case lookup(String)
    }

    package init(_ placeholder: String, _ form: Form = .text) {
        self.placeholder = placeholder
        self.form = form
    }

    /// Throws `usage` when the text doesn't have this form.
    func check(_ text: String, of subject: String) throws(Failure) {
        switch form {
        case .text, .lookup:
            return
        case .file, .folder:
            guard !text.isEmpty else { throw Failure(.usage, "\(subject) needs a path, not an empty text") }
        case .integer(let range):
            guard let number = Int(text), range.contains(number) else {
                let bounds =
                    range.upperBound == .max
                    ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
                throw Failure(.usage, "\(subject) needs a whole number \(bounds), not '\(text)'")
            }
        case .duration:
            guard Duration(argument: text) != nil else {
                throw Failure(
                    .usage, "\(subject) needs a duration, not '\(text)'",
                    hint: "write a number and its unit: 500ms, 90s, 10m, 2h")
            }
        case .choice(let choices):
            guard choices.contains(text) else {
                let nearest = Suggestion.nearest(to: text, among: choices)
                throw Failure(
                    .usage, "\(subject) can't be '\(text)'",
                    hint: nearest.map { "did you mean '\($0)'?" } ?? "choose one of: "
                        + choices.joined(separator: ", "))
            }
        }
    }
}

extension Duration {
    /// A duration as people type it: a number with `ms`, `s` (or nothing), `m` or `h`; nil for anything else.
    package init?(argument text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        // A year is more than any command waits, and far from what Duration can't hold.
        guard let number = Double(digits), number <= 31_536_000 else { return nil }
        switch text.dropFirst(digits.count) {
        case "ms": self = .milliseconds(number)
        case "", "s": self = .seconds(number)
        case "m": self = .seconds(number * 60)
        case "h": self = .seconds(number * 3600)
        default: return nil
        }
    }
}
