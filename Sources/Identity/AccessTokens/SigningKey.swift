// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import Hashing
import Primitives

/// An Ed25519 key (RFC 8032) with its private half, in memory that is not swapped out and is wiped at the end.
final class SigningKey: @unchecked Sendable {
    // Sendable because the bytes are never written after init; the pages are read-only from then on.
    private let secret: UnsafeMutableRawPointer
    let publicKey: [UInt8]
    /// The thumbprint of the public half (RFC 7638), by which tokens name it.
    let id: String

    private static let secretLength = Int(crypto_sign_SECRETKEYBYTES)
    static let seedLength = Int(crypto_sign_SEEDBYTES)
    static let publicLength = Int(crypto_sign_PUBLICKEYBYTES)
    static let signatureLength = Int(crypto_sign_BYTES)

    /// Throws `corrupt_data` for a seed of another length, and `internal_error` when there is no protected memory.
    init(seed: Redacted<[UInt8]>) throws {
        guard seed.reveal().count == Self.seedLength else {
            throw Failure(.corruptData, "a signing key has \(seed.reveal().count) bytes, not \(Self.seedLength)")
        }
        guard sodium_init() >= 0, let secret = sodium_malloc(Self.secretLength) else {
            throw Failure(.internalError, "no protected memory for a signing key", hint: "raise 'ulimit -l'")
        }
        self.secret = secret
        var publicKey = [UInt8](repeating: 0, count: Self.publicLength)
        crypto_sign_seed_keypair(&publicKey, secret.assumingMemoryBound(to: UInt8.self), seed.reveal())
        sodium_mprotect_readonly(secret)
        self.publicKey = publicKey
        id = Self.thumbprint(of: publicKey)
    }

    deinit { sodium_free(secret) }

    /// A fresh seed. Its randomness is libsodium's own business, like the vault's nonces.
    static func makeSeed() -> Redacted<[UInt8]> {
        var seed = [UInt8](repeating: 0, count: seedLength)
        randombytes_buf(&seed, seed.count)
        return Redacted(seed)
    }

    func signature(of message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: Self.signatureLength)
        crypto_sign_detached(
            &signature, nil, message, UInt64(message.count), secret.assumingMemoryBound(to: UInt8.self))
        return signature
    }

    /// Refuses malleable signatures and points of small order, as libsodium does.
    static func isSignature(_ signature: [UInt8], of message: [UInt8], by publicKey: [UInt8]) -> Bool {
        signature.count == signatureLength && publicKey.count == publicLength
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), publicKey) == 0
    }

    static func thumbprint(of publicKey: [UInt8]) -> String {
        let key = #"{"crv":"Ed25519","kty":"OKP","x":"\#(Base64URL.text(publicKey))"}"#
        return Base64URL.text(SHA256.bytes(of: key.utf8))
    }
}
