// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Where a page comes from: a scheme, a host and a port (RFC 6454), as in the `Origin` field.
package struct WebOrigin: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`.
    package let scheme: String
    /// In lower case; an IPv6 address without its brackets.
    package let host: String
    package let port: Int

    private static let longest = 300

    /// Nil for anything but `http://host[:port]` and `https://host[:port]`: a path, a user, `null` and `*` are no origin.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.longest, let separator = text.firstRange(of: "://") else { return nil }
        scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        var authority = text[separator.upperBound...]
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            let address = String(authority[authority.index(after: authority.startIndex)..<end])
            guard address.contains(":"), AddressBlock(address) != nil, !address.contains("/") else { return nil }
            host = address.lowercased()
            authority = authority[authority.index(after: end)...]
        } else {
            let name = authority.prefix { $0 != ":" }
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isNamePart) else { return nil }
            host = name.lowercased()
            authority = authority[name.endIndex...]
        }
        let usual = scheme == "https" ? 443 : 80
        guard !authority.isEmpty else {
            port = usual
            return
        }
        guard authority.first == ":", let number = HTTPGrammar.decimal(Array(authority.utf8.dropFirst())),
            (1...65_535).contains(number)
        else { return nil }
        port = number
    }

    /// As browsers write it: without the scheme's usual port.
    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let isUsual = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(name)\(isUsual ? "" : ":\(port)")"
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
