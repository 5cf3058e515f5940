// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Addresses with a common beginning, e.g. `10.0.0.0/8` or `2001:db8::/32`; one without a length is one address.
package struct AddressBlock: Sendable, Hashable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Nil when the text is no numeric address or the length doesn't fit it.
    package init?(_ text: String) {
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let address = NetworkAddress(String(halves[0])) else { return nil }
        bytes = address.bytes
        if halves.count == 2 {
            guard (1...3).contains(halves[1].utf8.count),
                halves[1].utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                let bits = Int(halves[1]), bits <= bytes.count * 8
            else { return nil }
            self.bits = bits
        } else {
            bits = bytes.count * 8
        }
    }

    package func contains(_ address: String) -> Bool {
        guard let other = NetworkAddress(address)?.bytes, other.count == bytes.count else { return false }
        let whole = bits / 8
        guard other[..<whole] == bytes[..<whole] else { return false }
        guard bits % 8 > 0 else { return true }
        return (other[whole] ^ bytes[whole]) >> UInt8(8 - bits % 8) == 0
    }
}
