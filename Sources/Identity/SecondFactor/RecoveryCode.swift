// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Signs a person in once without their authenticator: 80 random bits, written `xxxx-xxxx-xxxx-xxxx` in Crockford's
/// Base32, so that no letter is taken for another.
struct RecoveryCode: Sendable {
    /// How many a person has.
    static let count = 10
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    let text: Redacted<String>

    init(_ random: RandomSource) {
        let bytes = [random.next(), random.next()].flatMap { word in withUnsafeBytes(of: word, Array.init) }
        let digits = Array(Base32.encode(Array(bytes.prefix(10)), alphabet: Self.alphabet))
        let groups = stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
        text = Redacted(groups.joined(separator: "-"))
    }

    /// What is stored of a code as somebody typed it; nil for what can't be one. With 80 random bits behind it nothing
    /// slower is needed; the person's ID keeps equal codes of two people apart.
    static func hash(of typed: String, for user: UserID) -> String? {
        let digits = typed.lowercased().filter { $0 != "-" && $0 != " " }.map { character -> Character in
            switch character {
            case "o": "0"
            case "i", "l": "1"
            default: character
            }
        }
        guard digits.count == 16, digits.allSatisfy({ $0.asciiValue.map(alphabet.contains) ?? false }) else {
            return nil
        }
        return TokenDigest(of: "\(user):\(String(digits))").hex
    }
}
