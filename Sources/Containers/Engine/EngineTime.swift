// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// The engine's times: RFC 3339 with up to nine digits of fraction, and with any offset.
enum EngineTime {
    /// nil for `0001-01-01T00:00:00Z`, which is how the engine says never, and for what is no time.
    static func timestamp(_ text: String) -> Timestamp? {
        guard !text.hasPrefix("0001-") else { return nil }
        if text.hasSuffix("Z") { return Timestamp(text) }
        let bytes = Array(text.utf8)
        guard bytes.count > 6, bytes[bytes.count - 3] == UInt8(ascii: ":") else { return nil }
        let offset = String(decoding: bytes.suffix(6), as: UTF8.self)
        let sign = offset.first == "-" ? 1 : -1
        guard offset.first == "+" || offset.first == "-", let hours = Int(offset.dropFirst().prefix(2)),
            let minutes = Int(offset.suffix(2)), let local = Timestamp(String(text.dropLast(6)) + "Z")
        else { return nil }
        return local + .seconds(sign * (hours * 3600 + minutes * 60))
    }
}

/// A moment as the engine counts them, to the nanosecond: where to go on in logs and events.
package struct EngineMoment: Sendable, Hashable, Comparable {
    /// Since the Unix epoch, up to the year 2262. Anybody may ask for other times: the first and the last stand for them.
    package let nanoseconds: Int64

    package init(nanoseconds: Int64) { self.nanoseconds = max(0, nanoseconds) }

    package init(_ time: Timestamp) { self.init(time.millisecondsSinceEpoch, of: 1_000_000) }

    init(seconds: Int64) { self.init(seconds, of: 1_000_000_000) }

    /// So many units of that many nanoseconds, and a rest.
    private init(_ count: Int64, of unit: Int64, and rest: Int64 = 0) {
        let (product, isTooLong) = count.multipliedReportingOverflow(by: unit)
        let (sum, isTooLongInAll) = product.addingReportingOverflow(rest)
        self.init(nanoseconds: isTooLong || isTooLongInAll ? (count < 0 ? 0 : .max) : sum)
    }

    /// Reads RFC 3339 with all digits of its fraction; nil for anything else.
    init?(_ text: String) {
        guard let time = EngineTime.timestamp(text) else { return nil }
        let seconds = (Double(time.millisecondsSinceEpoch) / 1000).rounded(.down)
        var digits = ""
        if let dot = text.firstIndex(of: ".") {
            digits = String(text[text.index(after: dot)...].prefix { ("0"..."9").contains($0) }.prefix(9))
        }
        let fraction = Int64(digits + String(repeating: "0", count: 9 - digits.count)) ?? 0
        self.init(Int64(seconds), of: 1_000_000_000, and: fraction)
    }

    /// The one after it; the last has none and is its own.
    package var next: Self { nanoseconds == .max ? self : Self(nanoseconds: nanoseconds + 1) }

    package var time: Timestamp { Timestamp(millisecondsSinceEpoch: nanoseconds / 1_000_000) }

    /// As the engine takes it in a query: `seconds.nanoseconds`.
    var query: String {
        let fraction = String(nanoseconds % 1_000_000_000)
        return "\(nanoseconds / 1_000_000_000).\(String(repeating: "0", count: 9 - fraction.count))\(fraction)"
    }

    package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }
}
