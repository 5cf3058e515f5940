// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A moment of wall-clock time in whole milliseconds since the Unix epoch, UTC.
package struct Timestamp: Sendable, Hashable, Comparable {
    package var millisecondsSinceEpoch: Int64

    package init(millisecondsSinceEpoch: Int64) { self.millisecondsSinceEpoch = millisecondsSinceEpoch }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }

    /// What is beyond the first or the last moment is that one.
    package static func + (time: Timestamp, duration: Duration) -> Timestamp {
        let distance = Int64(duration.wholeMilliseconds)
        let (sum, isTooFar) = time.millisecondsSinceEpoch.addingReportingOverflow(distance)
        return Timestamp(millisecondsSinceEpoch: isTooFar ? (distance < 0 ? .min : .max) : sum)
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        // A duration holds more than the difference of two numbers can.
        .milliseconds(later.millisecondsSinceEpoch) - .milliseconds(earlier.millisecondsSinceEpoch)
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
