// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What a metric is called, and what it says.
///
/// Names are as Prometheus shows them: in base units, counters end in `_total`, infos in `_info`.
package struct MetricDescription: Sendable, Hashable {
    package let name: String
    package let kind: MetricKind
    /// One sentence.
    package let help: String

    /// A name that is none is a mistake of the program.
    package init(_ name: String, _ kind: MetricKind, _ help: String) {
        precondition(Self.isName(name), "'\(name)' is no name of a metric")
        switch kind {
        case .counter: precondition(name.hasSuffix("_total"), "the counter '\(name)' must end in _total")
        case .info: precondition(name.hasSuffix("_info"), "the info '\(name)' must end in _info")
        case .gauge, .histogram:
            let reserved = ["_total", "_info", "_bucket", "_count", "_sum", "_created"]
            precondition(!reserved.contains { name.hasSuffix($0) }, "'\(name)' ends like another kind")
        }
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// The family's name in OpenMetrics: without what the kind appends.
    var familyName: String {
        switch kind {
        case .counter: String(name.dropLast("_total".count))
        case .info: String(name.dropLast("_info".count))
        case .gauge, .histogram: name
        }
    }

    /// The base unit that the name ends in.
    var unit: String? { ["seconds", "bytes", "ratio"].first { familyName.hasSuffix("_\($0)") } }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: ":") else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: ":") }
    }

    /// `le` belongs to histograms, and what begins with two underscores to Prometheus.
    static func isLabelName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first), !text.hasPrefix("__"), text != "le" else { return false }
        return text.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
