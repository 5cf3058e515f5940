// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL
package import Primitives

/// One-time codes of an authenticator (TOTP, RFC 6238, with HMAC-SHA-1 and steps of 30 seconds, as all of them know it).
package struct TimeBasedCode: Sendable {
    static let period: Int64 = 30
    /// RFC 4226 §4 asks for 128 bits and recommends 160.
    static let secretLength = 20

    private let secret: Redacted<[UInt8]>

    package init(secret: Redacted<[UInt8]>) { self.secret = secret }

    package static func step(at time: Timestamp) -> Int64 { time.millisecondsSinceEpoch / 1000 / period }

    /// The code of a step, with leading zeros.
    package func code(at step: Int64, digits: Int = 6) -> String {
        let (key, counter) = (secret.reveal(), withUnsafeBytes(of: step.bigEndian, Array.init))
        var (mac, length) = ([UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE)), UInt32(0))
        HMAC(EVP_sha1(), key, Int32(key.count), counter, counter.count, &mac, &length)
        // RFC 4226 §5.3, dynamic truncation.
        let offset = Int(mac[Int(length) - 1] & 15)
        let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String(word % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code it is, of the one at that time and its neighbours, for clocks that differ (RFC 6238 §5.2); nil
    /// for a wrong code.
    package func step(of code: String, at time: Timestamp) -> Int64? {
        let current = Self.step(at: time)
        // All three are always computed: how long it takes tells nothing.
        return (current - 1...current + 1).filter { self.code(at: $0).equalsInConstantTime(code) }.last
    }
}
