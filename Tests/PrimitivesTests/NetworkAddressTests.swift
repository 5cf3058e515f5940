// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Testing

@Suite struct NetworkAddressTests {
    @Test(
        arguments: [
            ("192.0.2.1", [192, 0, 2, 1]), ("::ffff:192.0.2.1", [192, 0, 2, 1]),
            ("::1", [UInt8](repeating: 0, count: 15) + [1]),
            ("fe80::1%eth0", [0xFE, 0x80] + [UInt8](repeating: 0, count: 13) + [1]),
        ] as [(String, [UInt8])])
    func `an address is read as its bytes`(text: String, bytes: [UInt8]) {
        #expect(NetworkAddress(text)?.bytes == bytes)
    }

    @Test(arguments: [
        "", "host", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4%eth0", ":::", "1.2.3.4 ", "[::1]",
    ])
    func `other text is no address`(text: String) { #expect(NetworkAddress(text) == nil) }

    @Test func `one customer has an IPv4 address, or a network of 64 bits`() {
        for text in ["192.0.2.1", "::ffff:192.0.2.1", "::FFFF:c000:201"] {
            #expect(NetworkAddress.customer(of: text) == "192.0.2.1")
        }
        #expect(NetworkAddress.customer(of: "2001:db8:1:2:3::4") == NetworkAddress.customer(of: "2001:db8:1:2:ffff::1"))
        #expect(NetworkAddress.customer(of: "2001:db8:1:2::1") != NetworkAddress.customer(of: "2001:db8:1:3::1"))
        #expect(NetworkAddress.customer(of: "local") == "local")
    }
}
