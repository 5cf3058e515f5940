// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// What credentials are for: a platform's name such as `aws`, or `registry/` and a host.
package struct CredentialPlatform: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    /// Throws `credential_invalid`.
    package init(_ text: String) throws(Failure) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isName = parts.count == 1 && Self.isName(parts[0])
        let isRegistry = parts.count == 2 && parts[0] == "registry" && Self.isHost(parts[1])
        guard isName || isRegistry else {
            throw Failure(
                .credentialInvalid, "'\(text.prefix(100))' is no platform",
                hint: "use a name such as aws, vercel, render or github, or registry/HOST")
        }
        self.text = text
    }

    package var description: String { text }

    /// 1 to 64 of `a-z`, `0-9`, `_` and `-`; so are fields.
    static func isName(_ text: some StringProtocol) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { isLowercaseOrDigit($0) || "_-".utf8.contains($0) }
    }

    private static func isHost(_ text: some StringProtocol) -> Bool {
        (1...200).contains(text.utf8.count) && text.utf8.first.map(isLowercaseOrDigit) ?? false
            && text.utf8.allSatisfy { isLowercaseOrDigit($0) || ".-:".utf8.contains($0) }
    }

    private static func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
