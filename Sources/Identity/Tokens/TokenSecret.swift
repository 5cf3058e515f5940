// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
package import Primitives

/// The secret of an API token: `dxt_`, 43 digits that carry 256 random bits, and 6 digits of a checksum.
///
/// Digits are `0-9A-Za-z` (base 62), the most significant first. The checksum is the first 32 bits of the SHA-256 of all
/// that stands before it, so that a typo, or something that only looks like a token, is known without asking anybody.
package struct TokenSecret: Sendable {
    package let text: Redacted<String>

    package static let marker = "dxt_"
    private static let length = 43
    private static let checksumLength = 6
    private static let shownLength = 8
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// A fresh one.
    init(random: RandomSource) {
        let body = Self.marker + Self.digits(of: (0..<4).map { _ in random.next() }, count: Self.length)
        text = Redacted(body + Self.checksum(of: body))
    }

    /// Nil for what is no complete token.
    package init?(_ text: Redacted<String>) {
        let revealed = text.reveal()
        let count = Self.marker.utf8.count + Self.length
        guard revealed.utf8.count == count + Self.checksumLength, revealed.hasPrefix(Self.marker),
            revealed.utf8.dropFirst(Self.marker.utf8.count).allSatisfy({ Self.digits.contains($0) }),
            revealed.hasSuffix(Self.checksum(of: revealed.prefix(count)))
        else { return nil }
        self.text = text
    }

    /// SHA-256 of the whole text: what is stored.
    package var hash: [UInt8] { SHA256.bytes(of: text.reveal().utf8) }

    /// Its beginning, to recognise it by; 208 bits stay unknown.
    var shown: String { String(text.reveal().prefix(Self.marker.count + Self.shownLength)) }

    private static func checksum(of body: some StringProtocol) -> String {
        let word = SHA256.bytes(of: body.utf8).prefix(4).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return digits(of: [word], count: checksumLength)
    }

    /// A number of 64-bit words, the most significant first, in base 62.
    private static func digits(of number: [UInt64], count: Int) -> String {
        var (words, text) = (number, [UInt8](repeating: 0, count: count))
        for position in text.indices.reversed() {
            var remainder: UInt64 = 0
            for index in words.indices {
                (words[index], remainder) = UInt64(62).dividingFullWidth((remainder, words[index]))
            }
            text[position] = digits[Int(remainder)]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
