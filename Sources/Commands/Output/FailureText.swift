// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A failure as people read it: what failed, the facts, what to do.
package enum FailureText {
    /// `error[code]: message`, then the facts indented, the cause, and a line `hint: …`.
    package static func lines(_ failure: Failure, style: TextStyle) -> [String] {
        var lines = [style.red(style.bold("error[\(harmless(failure.code.name))]:")) + " " + harmless(failure.message)]
        lines += facts(failure)
        var cause = failure.cause
        while let current = cause {
            switch current {
            case .other(let text):
                lines.append("  because: " + harmless(text))
                cause = nil
            case .failure(let inner):
                lines.append("  because: " + harmless("\(inner.code): \(inner.message)"))
                lines += facts(inner)
                cause = inner.cause
            }
        }
        if let hint = failure.hint { lines.append(style.cyan("hint:") + " " + harmless(hint)) }
        return lines
    }

    /// A fact of several lines, or several facts of one name in a row (the program's last log lines, the probe's
    /// answers), are indented below their name.
    private static func facts(_ failure: Failure) -> [String] {
        var groups: [(key: String, values: [String])] = []
        for fact in failure.metadata {
            let values = fact.value.split(whereSeparator: \.isNewline).map { TerminalText.harmless($0) }
            if groups.last?.key == fact.key {
                groups[groups.count - 1].values += values
            } else {
                groups.append((fact.key, values))
            }
        }
        return groups.flatMap { group -> [String] in
            let name = HumanText.title(group.key).lowercased()
            if group.values.count <= 1 { return ["  \(name): \(group.values.first ?? "")"] }
            return ["  \(name):"] + group.values.map { "    " + $0 }
        }
    }

    private static func harmless(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { TerminalText.harmless($0) }.joined(separator: " ")
    }
}
