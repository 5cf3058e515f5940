// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One field of a cron expression: which of its values are meant, as bits.
struct CronField: Sendable, Hashable {
    /// Bit n stands for the value n.
    var bits: UInt64
    /// Begins with `*`. Such a day doesn't restrict the other kind of day (crontab(5)).
    var isStar: Bool

    func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

    /// The least value of at least `value`; nil when there is none.
    func first(from value: Int) -> Int? {
        guard value < 64 else { return nil }
        let rest = bits & ~((1 << UInt64(value)) - 1)
        return rest == 0 ? nil : rest.trailingZeroBitCount
    }

    /// What a field may hold.
    struct Kind {
        var name: String
        var range: ClosedRange<Int>
        /// Three-letter names of the values, the first for the range's lower bound.
        var names: [String] = []

        static let minute = Kind(name: "minute", range: 0...59)
        static let hour = Kind(name: "hour", range: 0...23)
        static let dayOfMonth = Kind(name: "day of the month", range: 1...31)
        static let month = Kind(
            name: "month", range: 1...12,
            names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
        /// 7 is Sunday too.
        static let dayOfWeek = Kind(
            name: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
    }

    /// A list of `*`, values and ranges, each of the first and last with an optional step.
    init(_ text: Substring, _ kind: Kind) throws(Failure) {
        bits = 0
        isStar = text.hasPrefix("*")
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            let bounds = pieces[0].split(separator: "-", omittingEmptySubsequences: false)
            let isSpan = pieces[0] == "*" || bounds.count == 2
            guard pieces.count <= 2, bounds.count <= 2 else { throw Self.failure(part, kind) }
            if pieces.count == 2, !isSpan {
                throw Failure(
                    .invalidCron, "'\(part)' has a step but no range",
                    hint: "write \(pieces[0])-\(kind.range.upperBound)/\(pieces[1])")
            }
            guard let step = pieces.count == 2 ? Self.number(pieces[1]) : 1, (1...64).contains(step) else {
                throw Failure(.invalidCron, "'\(part)' must have a step of 1 to 64")
            }
            var low = kind.range.lowerBound
            var high = kind.range.upperBound
            if pieces[0] != "*" {
                guard let first = Self.value(bounds[0], kind), let last = Self.value(bounds[bounds.count - 1], kind)
                else { throw Self.failure(part, kind) }
                (low, high) = (first, last)
            }
            guard low <= high else {
                throw Failure(
                    .invalidCron, "'\(part)' ends before it begins", hint: "write two ranges with a comma between them")
            }
            for value in stride(from: low, through: high, by: step) { bits |= 1 << UInt64(value) }
        }
        if kind.range.upperBound == 7, contains(7) {
            bits |= 1
            bits &= ~(1 << 7)
        }
    }

    private static func value(_ text: Substring, _ kind: Kind) -> Int? {
        if let index = kind.names.firstIndex(of: text.lowercased()) { return index + kind.range.lowerBound }
        return number(text).flatMap { kind.range.contains($0) ? $0 : nil }
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    private static func failure(_ part: Substring, _ kind: Kind) -> Failure {
        Failure(
            .invalidCron, "'\(part)' is not a \(kind.name)",
            hint: "use \(kind.range.lowerBound) to \(kind.range.upperBound), a range such as "
                + "\(kind.range.lowerBound)-\(kind.range.upperBound), a list with commas, or *")
    }
}
