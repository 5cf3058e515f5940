// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What a server is called on this machine: 1 to 64 of `a-z`, `0-9`, `.`, `_` and `-`, beginning with a letter or digit.
///
/// `local` is always there: this user's own server, reached over the socket in its data directory.
package struct ContextName: Sendable, Hashable, Codable, CustomStringConvertible {
    package let text: String

    /// Throws `invalid_argument`. Capitals are taken as small letters.
    package init(_ text: String) throws(Failure) {
        let name = text.lowercased()
        guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(Self.isAllowed),
            let first = name.utf8.first, Self.isAlphanumeric(first)
        else {
            throw Failure(
                .invalidArgument, "'\(text)' can't be the name of a context",
                hint: "use 1 to 64 letters, digits and . _ -, beginning with a letter or digit")
        }
        self.text = name
    }

    /// One made from a host: an IPv6 address has colons, and may begin with them.
    ///
    /// Throws `invalid_argument` for a host of which nothing is left.
    package init(suggestedFor host: String) throws(Failure) {
        let plain = host.replacing(":", with: "-").drop { !$0.isLetter && !$0.isNumber }
        try self.init(String(plain.prefix(64)))
    }

    private init(known text: String) { self.text = text }

    package static let local = ContextName(known: "local")

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "._-".utf8.contains(byte) }
}
