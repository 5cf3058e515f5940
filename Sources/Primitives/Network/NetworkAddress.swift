// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A numeric address of an IP network as the bytes that it stands for.
package struct NetworkAddress: Sendable, Hashable {
    /// Four, or sixteen; an IPv4 address inside IPv6 (RFC 4291 §2.5.5.2) has its four.
    package let bytes: [UInt8]

    /// Nil for what is no numeric address. A zone, as in `fe80::1%eth0`, is left out.
    package init?(_ text: String) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if let four = Self.parse(text, AF_INET, count: 4) {
            bytes = four
        } else if let six = Self.parse(String(text.prefix { $0 != "%" }), AF_INET6, count: 16) {
            bytes = six.starts(with: mapped) ? Array(six[12...]) : six
        } else {
            return nil
        }
    }

    /// What limits count by: an IPv4 address, or the /64 that one IPv6 customer has at least. Other text is its own.
    package static func customer(of text: String) -> String {
        guard let address = NetworkAddress(text) else { return text }
        guard address.bytes.count == 16 else { return address.bytes.map(String.init).joined(separator: ".") }
        return address.bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":")
    }

    private static func parse(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}
