// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Vault {
    private static let wrapped = "wrapped"

    /// Seals bytes for a place of the caller's own: where others may read it, they read nothing.
    package func wrap(_ plain: [UInt8], for purpose: String) -> [UInt8] {
        let (nonce, box) = encrypt(plain, for: Self.wrapped, purpose)
        return nonce + box
    }

    /// What ``wrap(_:for:)`` sealed for the same purpose; throws `secret_unreadable`.
    package func unwrap(_ bytes: [UInt8], for purpose: String) throws -> [UInt8] {
        let nonce = Array(bytes.prefix(Self.nonceLength))
        guard let plain = decrypt(Array(bytes.dropFirst(nonce.count)), nonce: nonce, for: Self.wrapped, purpose) else {
            throw Self.unreadable(name: purpose, owner: Self.wrapped)
        }
        return plain
    }
}
