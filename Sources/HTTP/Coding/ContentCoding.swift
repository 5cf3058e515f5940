// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// How a body is compressed on its way (RFC 9110 §8.4.1, RFC 7932, RFC 8878).
package enum ContentCoding: String, Sendable, Hashable, CaseIterable {
    case brotli = "br"
    case zstd
    case gzip
    case deflate

    /// What we compress with, best first. `deflate` is only read: its senders never agreed on what it is.
    static let offered: [ContentCoding] = [.brotli, .zstd, .gzip]

    /// The best of the offered codings for a request's `Accept-Encoding`; nil when the body is better sent as it is.
    package static func accepted(by request: HTTPHeaders, from offered: [ContentCoding]) -> ContentCoding? {
        AcceptedCodings(request).choose(from: offered)
    }

    /// The ending of a file that lies beside another and is that one compressed.
    var fileEnding: String {
        switch self {
        case .brotli: ".br"
        case .zstd: ".zst"
        case .gzip, .deflate: ".gz"
        }
    }
}

/// What a request's `Accept-Encoding` says about codings (RFC 9110 §12.5.3).
struct AcceptedCodings {
    private var weights: [String: Int] = [:]

    init(_ headers: HTTPHeaders) {
        for item in headers.values("accept-encoding").flatMap({ $0.split(separator: ",") }) {
            let parts = item.split(separator: ";", omittingEmptySubsequences: false).map(Self.trim)
            let weight = parts.count == 1 ? 1000 : parts.count == 2 ? Self.weight(parts[1]) : nil
            // What is malformed is as if it were not there.
            guard let name = parts.first?.lowercased(), !name.isEmpty, let weight else { continue }
            weights[name == "x-gzip" ? "gzip" : name] = weight
        }
    }

    /// The best of the offered codings; nil when the body is better sent as it is.
    func choose(from offered: [ContentCoding]) -> ContentCoding? {
        let identity = weights["identity"]
        var best: (coding: ContentCoding, weight: Int)?
        for coding in offered {
            guard let weight = weights[coding.rawValue] ?? weights["*"], weight > 0, weight > best?.weight ?? 0 else {
                continue
            }
            best = (coding, weight)
        }
        // Somebody who names identity with a higher weight than any coding wants it.
        guard let best, best.weight >= identity ?? 0 else { return nil }
        return best.coding
    }

    /// `identity;q=0`, or `*;q=0` without a word for identity: the body as it is is not wanted.
    var refusesIdentity: Bool { (weights["identity"] ?? weights["*"]) == 0 }

    /// Thousandths; nil when malformed.
    private static func weight(_ parameter: Substring) -> Int? {
        let halves = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, halves[0].lowercased() == "q" else { return nil }
        let digits = Array(halves[1].utf8)
        guard let first = digits.first, first == UInt8(ascii: "0") || first == UInt8(ascii: "1") else { return nil }
        guard digits.count > 1 else { return first == UInt8(ascii: "1") ? 1000 : 0 }
        guard digits.count <= 5, digits[1] == UInt8(ascii: ".") else { return nil }
        let places = Array(digits[2...]) + [UInt8](repeating: UInt8(ascii: "0"), count: 5 - digits.count)
        guard let fraction = HTTPGrammar.decimal(places) else { return nil }
        let weight = fraction + (first == UInt8(ascii: "1") ? 1000 : 0)
        return weight <= 1000 ? weight : nil
    }

    private static func trim(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return text
    }
}
