// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import Glibc
package import Primitives
import Storage

/// A key file under a passphrase, for keeping beside what the key opens.
///
/// The passphrase becomes a key with Argon2id (RFC 9106) at libsodium's moderate cost; the content is one final message
/// of its secretstream (XChaCha20-Poly1305). Layout: 8 bytes `DXKEY01\n`, 16 of salt, 24 of header, then the box.
package enum SealedKeyFile {
    private static let magic = Array("DXKEY01\n".utf8)
    private static let saltLength = Int(crypto_pwhash_SALTBYTES)
    private static let headerLength = 24
    private static let tagLength = 17

    /// Shorter ones are refused.
    package static let minimumPassphraseLength = 8

    /// Seals the vault's key file. Takes about a second and 256 MB. Throws `passphrase_refused`, `not_found`.
    package static func seal(keyFile path: String, passphrase: Redacted<String>) throws -> [UInt8] {
        guard sodium_init() >= 0 else { throw Failure(.internalError, "libsodium can't be initialised") }
        guard passphrase.reveal().utf8.count >= minimumPassphraseLength else {
            throw Failure(
                .passphraseRefused, "the passphrase is shorter than \(minimumPassphraseLength) characters",
                hint: "use several words")
        }
        let key = try VaultKey(file: path)
        var salt = [UInt8](repeating: 0, count: saltLength)
        randombytes_buf(&salt, salt.count)
        var secret = try derive(passphrase, salt: salt)
        defer { sodium_memzero(&secret, secret.count) }
        var state = crypto_secretstream_xchacha20poly1305_state()
        var header = [UInt8](repeating: 0, count: headerLength)
        crypto_secretstream_xchacha20poly1305_init_push(&state, &header, secret)
        var box = [UInt8](repeating: 0, count: VaultKey.size + tagLength)
        crypto_secretstream_xchacha20poly1305_push(
            &state, &box, nil, key.pointer, UInt64(VaultKey.size), nil, 0,
            crypto_secretstream_xchacha20poly1305_tag_final())
        return magic + salt + header + box
    }

    /// The key's bytes; throws `passphrase_wrong`, also when the file was changed.
    package static func open(_ bytes: [UInt8], passphrase: Redacted<String>) throws -> [UInt8] {
        guard sodium_init() >= 0 else { throw Failure(.internalError, "libsodium can't be initialised") }
        let wrong = Failure(
            .passphraseWrong, "the vault's key can't be opened with this passphrase", hint: "check the passphrase")
        guard bytes.count == magic.count + saltLength + headerLength + VaultKey.size + tagLength,
            bytes.starts(with: magic)
        else { throw wrong }
        let salt = Array(bytes[magic.count...].prefix(saltLength))
        let header = Array(bytes[(magic.count + saltLength)...].prefix(headerLength))
        let box = Array(bytes[(magic.count + saltLength + headerLength)...])
        var secret = try derive(passphrase, salt: salt)
        defer { sodium_memzero(&secret, secret.count) }
        var state = crypto_secretstream_xchacha20poly1305_state()
        guard crypto_secretstream_xchacha20poly1305_init_pull(&state, header, secret) == 0 else { throw wrong }
        var plain = [UInt8](repeating: 0, count: VaultKey.size)
        var tag: UInt8 = 0
        guard
            crypto_secretstream_xchacha20poly1305_pull(
                &state, &plain, nil, &tag, box, UInt64(box.count), nil, 0) == 0,
            tag == crypto_secretstream_xchacha20poly1305_tag_final()
        else { throw wrong }
        return plain
    }

    private static func derive(_ passphrase: Redacted<String>, salt: [UInt8]) throws -> [UInt8] {
        var key = [UInt8](repeating: 0, count: Int(crypto_secretstream_xchacha20poly1305_keybytes()))
        let text = passphrase.reveal()
        let status = text.withCString { pointer in
            crypto_pwhash(
                &key, UInt64(key.count), pointer, UInt64(text.utf8.count), salt,
                UInt64(crypto_pwhash_opslimit_moderate()),
                crypto_pwhash_memlimit_moderate(), crypto_pwhash_alg_argon2id13())
        }
        guard status == 0 else { throw Failure(.outOfMemory, "not enough memory to use a passphrase") }
        return key
    }
}

extension FailureCode {
    package static let passphraseRefused = FailureCode("passphrase_refused", .invalid)
    package static let passphraseWrong = FailureCode("passphrase_wrong", .forbidden)
}
