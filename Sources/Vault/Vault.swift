// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import CSodium
import Glibc
package import Primitives
package import Storage

/// Secrets at rest: sealed with a key that is never in the database, bound to their owner and name.
///
/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha) with a random 24-byte nonce per sealing. A record copied to another
/// owner or name does not open. Listing names needs no key: see ``names(owner:on:)``.
package struct Vault: Sendable {
    private let key: VaultKey
    private static let scheme = 1

    /// Opens the vault with its key file, which is made when there is none.
    package init(keyFile path: String) throws {
        guard sodium_init() >= 0 else { throw Failure(.internalError, "libsodium can't be initialised") }
        if access(path, F_OK) != 0 { try VaultKey.create(file: path) }
        key = try VaultKey(file: path)
    }

    /// Seals a secret under an owner and a name, replacing the one that was there.
    package func seal(
        _ secret: Redacted<String>, owner: String, name: String, at time: Timestamp,
        on connection: any WriteConnection
    ) throws {
        var plain = Array(secret.reveal().utf8)
        defer { sodium_memzero(&plain, plain.count) }
        let (nonce, box) = encrypt(plain, for: owner, name)
        let record = SealedRecord(
            owner: owner, name: name, scheme: Self.scheme, nonce: nonce, box: box, sealedAt: time)
        try SealedRecordStore().put(record, on: connection)
    }

    /// The secret of that owner and name; throws `secret_not_found` and `secret_unreadable`.
    package func open(owner: String, name: String, on connection: any ReadConnection) throws -> Redacted<String> {
        guard let record = try SealedRecordStore().find(owner: owner, name: name, on: connection) else {
            throw Failure(
                .secretNotFound, "there is no secret '\(name)' of \(owner)", hint: "set it with 'dextra env set'")
        }
        return try open(record)
    }

    /// A digest of a secret that only this vault's key can make: two secrets of one owner and name are equal when their
    /// marks are, and without the key a mark can't be used to try values (keyed BLAKE2b, RFC 7693).
    package func mark(_ secret: Redacted<String>, owner: String, name: String) -> String {
        var plain = Self.associatedData(owner: "mark/" + owner, name: name) + Array(secret.reveal().utf8)
        defer { sodium_memzero(&plain, plain.count) }
        var digest = [UInt8](repeating: 0, count: 16)
        crypto_generichash(&digest, digest.count, plain, UInt64(plain.count), key.pointer, VaultKey.size)
        return digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }

    /// The names of an owner's secrets, in order.
    package static func names(owner: String, on connection: any ReadConnection) throws -> [String] {
        try SealedRecordStore().names(owner: owner, on: connection)
    }

    /// Deletes a secret; false when there is none.
    @discardableResult
    package static func delete(owner: String, name: String, on connection: any WriteConnection) throws -> Bool {
        try SealedRecordStore().delete(owner: owner, name: name, on: connection)
    }

    /// Deletes every secret of an owner.
    package static func deleteAll(owner: String, on connection: any WriteConnection) throws {
        try SealedRecordStore().deleteAll(owner: owner, on: connection)
    }

    /// The secret of a record; throws `secret_unreadable`.
    func open(_ record: SealedRecord) throws -> Redacted<String> {
        guard record.scheme == Self.scheme,
            var plain = decrypt(record.box, nonce: record.nonce, for: record.owner, record.name)
        else { throw Self.unreadable(name: record.name, owner: record.owner) }
        defer { sodium_memzero(&plain, plain.count) }
        return Redacted(String(decoding: plain, as: UTF8.self))
    }

    static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)

    func encrypt(_ plain: [UInt8], for owner: String, _ name: String) -> (nonce: [UInt8], box: [UInt8]) {
        // The nonce is libsodium's own business: were it injected, a repeated one would break the cipher.
        var nonce = [UInt8](repeating: 0, count: Self.nonceLength)
        randombytes_buf(&nonce, nonce.count)
        var box = [UInt8](repeating: 0, count: plain.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES))
        let bound = Self.associatedData(owner: owner, name: name)
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            &box, nil, plain, UInt64(plain.count), bound, UInt64(bound.count), nil, nonce, key.pointer)
        return (nonce, box)
    }

    /// Nil for what was not encrypted with this key for that owner and name.
    func decrypt(_ box: [UInt8], nonce: [UInt8], for owner: String, _ name: String) -> [UInt8]? {
        let tag = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
        guard box.count >= tag, nonce.count == Self.nonceLength else { return nil }
        var plain = [UInt8](repeating: 0, count: box.count - tag)
        let bound = Self.associatedData(owner: owner, name: name)
        let status = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &plain, nil, nil, box, UInt64(box.count), bound, UInt64(bound.count), nonce, key.pointer)
        guard status == 0 else {
            sodium_memzero(&plain, plain.count)
            return nil
        }
        return plain
    }

    /// Owner and name with their lengths, so that no two pairs give the same bytes.
    private static func associatedData(owner: String, name: String) -> [UInt8] {
        [owner, name].flatMap { text in
            withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian, Array.init) + Array(text.utf8)
        }
    }

    static func unreadable(name: String, owner: String) -> Failure {
        Failure(
            .secretUnreadable,
            "the secret '\(name)' of \(owner) can't be opened: the vault has another key, "
                + "or the record was changed",
            hint: "restore the vault's key file from the same backup as the database, or set the secret again")
    }
}
