// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Numbers with units as people write them.
enum Quantity {
    /// `500ms`, `30s`, `1m30s`, `2h`, `1d`, or seconds without a unit; nil for anything else, and over 10 years.
    static func duration(_ text: String) -> Duration? {
        let units: [(String, Int)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)]
        let limit = 3_650 * 86_400_000
        var rest = Substring(text)
        if let seconds = Int(text), (0...limit / 1000).contains(seconds) { return .seconds(seconds) }
        var milliseconds = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits) else { return nil }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            guard let factor = units.first(where: { $0.0 == unit })?.1, number <= limit / factor else { return nil }
            rest = rest.dropFirst(unit.count)
            milliseconds += number * factor
            guard milliseconds <= limit else { return nil }
        } while !rest.isEmpty
        return .milliseconds(milliseconds)
    }

    /// `512MB`, `512M`, `1.5GiB`, or bytes without a unit; nil for anything else. MB counts 1000, MiB and M 1024.
    static func bytes(_ text: String) -> Int? {
        let units: [String: Double] = [
            "": 1, "B": 1, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12,
            "K": 1024, "M": 1_048_576, "G": 1_073_741_824, "T": 1_099_511_627_776,
            "KIB": 1024, "MIB": 1_048_576, "GIB": 1_073_741_824, "TIB": 1_099_511_627_776,
        ]
        let digits = text.prefix { ($0.isASCII && $0.isNumber) || $0 == "." }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }.uppercased()
        guard let number = Double(digits), let factor = units[unit], number * factor < 1e15 else { return nil }
        return Int(number * factor)
    }

    /// A duration in its largest whole unit, e.g. `10m`.
    static func text(_ duration: Duration) -> String {
        let parts = duration.components
        let seconds = Int(parts.seconds)
        if parts.attoseconds != 0 { return "\(seconds * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000))ms" }
        if seconds > 0, seconds % 86_400 == 0 { return "\(seconds / 86_400)d" }
        if seconds > 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        if seconds > 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
        return "\(seconds)s"
    }
}
