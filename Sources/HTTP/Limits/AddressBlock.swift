// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Addresses with a common beginning, e.g. `10.0.0.0/8` or `2001:db8::/32`; one without a length is one address.
package struct AddressBlock: Sendable, Hashable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Nil when the text is no numeric address or the length doesn't fit it.
    package init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let bytes = AddressBytes.parse(String(halves[0])) else { return nil }
        self.bytes = bytes
        if halves.count == 2 {
            guard let bits = HTTPGrammar.decimal(Array(halves[1].utf8)), bits <= bytes.count * 8 else { return nil }
            self.bits = bits
        } else {
            bits = bytes.count * 8
        }
    }

    package func contains(_ address: String) -> Bool {
        guard let other = AddressBytes.parse(address), other.count == bytes.count else { return false }
        let whole = bits / 8
        guard other[..<whole] == bytes[..<whole] else { return false }
        guard bits % 8 > 0 else { return true }
        return (other[whole] ^ bytes[whole]) >> UInt8(8 - bits % 8) == 0
    }
}

/// Numeric addresses as the bytes they stand for.
enum AddressBytes {
    /// Four bytes, or sixteen; an IPv4 address inside IPv6 gives its four. Nil for anything else.
    static func parse(_ text: String) -> [UInt8]? {
        guard let address = SocketAddress(numericHost: text, port: 0) else { return nil }
        let isSix = address.family == SocketAddress.familySix
        let bytes = address.withBytes { pointer, length in
            // sockaddr_in: family, port, then four bytes; sockaddr_in6 has its flow label before the sixteen.
            let all = UnsafeRawBufferPointer(start: pointer, count: Int(length))
            return Array(isSix ? all[8..<24] : all[4..<8])
        }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return isSix && bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
    }

    /// What limits count by: an IPv4 address, or the /64 that one IPv6 customer has at least.
    static func key(_ text: String) -> String {
        guard let bytes = parse(text), bytes.count == 16 else { return text }
        return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":")
    }
}
