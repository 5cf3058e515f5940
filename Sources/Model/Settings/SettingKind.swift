// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What a setting's value may be, how a person writes it and how it is shown.
package enum SettingKind: Sendable, Hashable {
    /// A whole number.
    case count(ClosedRange<Int64>)
    /// Bytes: a whole number, or one with KiB, MiB or GiB.
    case size(ClosedRange<Int64>)
    /// Bytes that something may take in all, written like a size; `off` is 0, no bound.
    case budget(ClosedRange<Int64>)
    /// Seconds between two occasions, written `90m`, `24h` or `7d`; `off` is 0.
    case period(ClosedRange<Int64>)
    /// An absolute path; the empty text is the data directory's own folder.
    case folder
    /// A registry and a path on it, without scheme and tag; the empty text is none.
    case registry

    private static let sizes: [(String, Int64)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("", 1)]
    private static let periods: [(String, Int64)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
    /// Longer paths can't be opened.
    private static let longestPath = 4096

    /// In one word, for programs.
    package var name: String {
        switch self {
        case .count: "count"
        case .size: "size"
        case .budget: "budget"
        case .period: "period"
        case .folder: "folder"
        case .registry: "registry"
        }
    }

    /// What it accepts, for people.
    package var bounds: String {
        switch self {
        case .count(let range): "\(range.lowerBound) to \(range.upperBound)"
        case .size(let range), .budget(let range), .period(let range):
            (name == "size" ? "" : "off, or ") + text(of: .integer(range.lowerBound)) + " to "
                + text(of: .integer(range.upperBound))
        case .folder: "an absolute path"
        case .registry: "a registry with a path, such as registry.example.com/team"
        }
    }

    /// The value a person wrote; nil when it is none of this kind.
    package func parse(_ text: String) -> JSONValue? {
        switch self {
        case .count(let range): Int64(text).flatMap { range.contains($0) ? .integer($0) : nil }
        case .size(let range): Self.amount(text, Self.sizes).flatMap { range.contains($0) ? .integer($0) : nil }
        case .budget(let range):
            text == "off" ? 0 : Self.amount(text, Self.sizes).flatMap { range.contains($0) ? .integer($0) : nil }
        case .period(let range):
            text == "off" ? 0 : Self.amount(text, Self.periods).flatMap { range.contains($0) ? .integer($0) : nil }
        case .folder:
            text.hasPrefix("/") && text.utf8.count <= Self.longestPath
                && text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) ? .string(text) : nil
        case .registry: Self.isRegistry(text) ? .string(text) : nil
        }
    }

    /// A value as ``parse(_:)`` takes it.
    package func text(of value: JSONValue) -> String {
        switch (self, value) {
        case (.period, 0), (.budget, 0): "off"
        case (.period, .integer(let amount)): Self.text(amount, Self.periods)
        case (.size, .integer(let amount)), (.budget, .integer(let amount)): Self.text(amount, Self.sizes)
        case (_, .integer(let amount)): "\(amount)"
        case (_, .string(let text)): text
        default: ""
        }
    }

    /// A host with a dot, a port, or localhost, as `docker` tells it from a name on Docker Hub; then lower-case parts.
    private static func isRegistry(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let host = parts.first, text.utf8.count <= 200,
            host.contains(".") || host.contains(":") || host == "localhost",
            let first = host.utf8.first, first.isLowercaseOrDigit,
            host.utf8.allSatisfy({ $0.isLowercaseOrDigit || ".-:".utf8.contains($0) })
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            guard let first = part.utf8.first, let last = part.utf8.last else { return false }
            return first.isLowercaseOrDigit && last.isLowercaseOrDigit
                && part.utf8.allSatisfy { $0.isLowercaseOrDigit || "._-".utf8.contains($0) }
        }
    }

    private static func amount(_ text: String, _ units: [(String, Int64)]) -> Int64? {
        guard let (ending, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Int64(text.dropLast(ending.count)), number >= 0
        else { return nil }
        let (product, isTooLarge) = number.multipliedReportingOverflow(by: factor)
        return isTooLarge ? nil : product
    }

    private static func text(_ amount: Int64, _ units: [(String, Int64)]) -> String {
        let (ending, factor) = units.first { amount >= $0.1 && amount % $0.1 == 0 } ?? ("", 1)
        return "\(amount / factor)\(ending)"
    }
}

extension UInt8 {
    fileprivate var isLowercaseOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
