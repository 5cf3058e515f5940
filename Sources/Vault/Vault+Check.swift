// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
package import Primitives
package import Storage

extension Vault {
    /// The record that shows at a start whether a key is the one that this database's secrets are sealed with.
    private static let (checkOwner, checkName, checkText) = ("vault", "check", "sealed with the right key")

    /// Opens the vault, making a key file where there is none and nothing needs one.
    ///
    /// A database of this server alone (`isShared` false) takes a new key as long as it has no secrets. One that several
    /// nodes share keeps the key of whoever opened it first: the others would not notice a new one before it is too late.
    ///
    /// Throws `vault_key_missing`, `vault_key_mismatch`, `vault_key_exposed`, `vault_key_invalid`.
    package static func open(
        keyFile path: String, database: any Database, isShared: Bool, at time: Timestamp
    ) async throws -> Vault {
        if access(path, F_OK) != 0 {
            let sealed = try await database.read { connection in
                let isChecked = try check(on: connection) != nil
                return try secrets(on: connection).count + (isShared && isChecked ? 1 : 0)
            }
            guard sealed == 0 else { throw missing(path, sealed: sealed, isShared: isShared) }
        }
        let vault = try Vault(keyFile: path)
        try await database.write { connection in
            let secrets = try secrets(on: connection)
            if let check = try check(on: connection) {
                if (try? vault.open(check).reveal()) == checkText { return }
                guard !isShared, secrets.isEmpty else { throw mismatch(path, isShared: isShared) }
            } else if !secrets.isEmpty {
                // Sealed by a version that knew no check. One of them may be damaged, hardly all.
                guard secrets.contains(where: { (try? vault.open($0)) != nil }) else {
                    throw mismatch(path, isShared: isShared)
                }
            }
            try vault.seal(Redacted(checkText), owner: checkOwner, name: checkName, at: time, on: connection)
        }
        return vault
    }

    private static func check(on connection: any ReadConnection) throws -> SealedRecord? {
        try SealedRecordStore().find(owner: checkOwner, name: checkName, on: connection)
    }

    private static func secrets(on connection: any ReadConnection) throws -> [SealedRecord] {
        try SealedRecordStore().all(exceptOf: checkOwner, on: connection)
    }

    private static func missing(_ path: String, sealed: Int, isShared: Bool) -> Failure {
        Failure(
            .vaultKeyMissing, "the vault's key file \(path) is missing, but \(sealed) sealed records need it",
            hint: isShared
                ? "copy vault.key from another node's data directory, with mode 600"
                : "restore it from a backup, or delete the secrets and set them again")
    }

    private static func mismatch(_ path: String, isShared: Bool) -> Failure {
        Failure(
            .vaultKeyMismatch, "the vault's key file \(path) is not the key of this database's secrets",
            hint: isShared
                ? "copy vault.key from another node's data directory over it, with mode 600"
                : "restore the key file from the same backup as the database")
    }
}
