// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Numbers and moments as people read them.
package enum HumanText {
    /// `0.2 s`, `12.3 s`, `4 min 05 s`, `2 h 03 min`.
    package static func duration(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.wholeMilliseconds)
        if milliseconds < 60_000 {
            let tenths = milliseconds / 100
            return "\(tenths / 10).\(tenths % 10) s"
        }
        let seconds = milliseconds / 1000
        if seconds < 3600 { return "\(seconds / 60) min \(padded(seconds % 60)) s" }
        return "\(seconds / 3600) h \(padded(seconds / 60 % 60)) min"
    }

    /// `812 B`, `3.4 kB`, `120 MB`: powers of 1000.
    package static func bytes(_ count: Int64) -> String {
        guard count >= 1000 else { return "\(count) B" }
        var value = Double(count)
        var unit = -1
        while value >= 999.5, unit < 4 {
            value /= 1000
            unit += 1
        }
        let number = value < 9.95 ? "\((value * 10).rounded() / 10)" : "\(Int(value.rounded()))"
        return "\(number) \(["kB", "MB", "GB", "TB", "PB"][unit])"
    }

    /// `just now`, `5 min ago`, `3 h ago`, `12 d ago`.
    package static func age(of moment: Timestamp, now: Timestamp) -> String {
        let seconds = (now - moment).wholeMilliseconds / 1000
        return switch seconds {
        case ..<60: "just now"
        case ..<3600: "\(seconds / 60) min ago"
        case ..<86_400: "\(seconds / 3600) h ago"
        default: "\(seconds / 86_400) d ago"
        }
    }

    /// `1 file`, `2 files`.
    package static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// From 0 to 100, whatever the number is.
    package static func percent(_ value: Double) -> String { "\(Int(min(max(value, 0), 100).rounded(.down))) %" }

    /// A step's or state's name for people, harmless to a terminal: `switch_traffic` is `Switch traffic`.
    package static func title(_ name: String) -> String {
        let words = TerminalText.harmless(name).map { $0 == "_" || $0 == "-" ? " " : String($0) }.joined()
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
