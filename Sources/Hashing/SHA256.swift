// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import COpenSSL

/// A running SHA-256 (FIPS 180-4). OpenSSL's, as it uses the processor's instructions for it: several times as fast as
/// libsodium's where there are any.
package struct SHA256: Sendable {
    private var state = SHA256_CTX()

    package init() { dx_sha256_init(&state) }

    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let taken: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if taken == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        dx_sha256_update(&state, base, bytes.count)
    }

    /// The 32 bytes of the digest of everything given so far.
    package func bytes() -> [UInt8] {
        var copy = state
        var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
        dx_sha256_final(&copy, &digest)
        return digest
    }

    /// The 64 lower-case hex digits of everything given so far.
    package func hex() -> String {
        let digest = bytes()
        return String(unsafeUninitializedCapacity: 2 * digest.count) { text in
            for (index, byte) in digest.enumerated() {
                text[2 * index] = Self.digit(byte >> 4)
                text[2 * index + 1] = Self.digit(byte & 15)
            }
            return 2 * digest.count
        }
    }

    private static func digit(_ number: UInt8) -> UInt8 {
        number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") + number - 10
    }

    package static func bytes(of bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.bytes()
    }

    package static func hex(of bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.hex()
    }
}
