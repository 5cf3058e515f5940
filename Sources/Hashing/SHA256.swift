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
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
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
