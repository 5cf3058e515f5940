// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A moment of wall-clock time in whole milliseconds since the Unix epoch, UTC.
package struct Timestamp: Sendable, Hashable, Comparable {
    package var millisecondsSinceEpoch: Int64

    package init(millisecondsSinceEpoch: Int64) { self.millisecondsSinceEpoch = millisecondsSinceEpoch }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }

    package static func + (time: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: time.millisecondsSinceEpoch + Int64(duration.wholeMilliseconds))
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.millisecondsSinceEpoch - earlier.millisecondsSinceEpoch)
    }
}

extension Timestamp: CustomStringConvertible {
    // Fractions are written and read here: FoundationEssentials carries them as binary floating point and cuts them
    // off, so that 14.007 would read 14.006.
    private static let wholeSeconds = Date.ISO8601FormatStyle()

    /// RFC 3339 in UTC with milliseconds, e.g. `2026-11-20T19:55:14.000Z`.
    package var description: String {
        var (seconds, fraction) = millisecondsSinceEpoch.quotientAndRemainder(dividingBy: 1000)
        if fraction < 0 {
            seconds -= 1
            fraction += 1000
        }
        let text = Date(timeIntervalSince1970: Double(seconds)).formatted(Self.wholeSeconds)
        let digits = String(fraction)
        return text.dropLast() + "." + String(repeating: "0", count: 3 - digits.count) + digits + "Z"
    }

    /// Parses RFC 3339 in UTC (`Z`) with or without a fraction, of which milliseconds are kept.
    package init?(_ text: String) {
        guard text.hasSuffix("Z") else { return nil }
        let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let date = try? Date(parts[0] + "Z", strategy: Self.wholeSeconds) else { return nil }
        var milliseconds: Int64 = 0
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            milliseconds = Int64((parts[1] + "00").prefix(3)) ?? 0
        }
        self.init(millisecondsSinceEpoch: Int64(date.timeIntervalSince1970) * 1000 + milliseconds)
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let parsed = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
        }
        self = parsed
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
