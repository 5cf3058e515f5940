// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

extension FailureCode {
    /// The key file can be read by others, or belongs to somebody else.
    package static let vaultKeyExposed = FailureCode("vault_key_exposed", .forbidden)
    /// The key file is not a key.
    package static let vaultKeyInvalid = FailureCode("vault_key_invalid", .corrupt)
    /// There are sealed records but no key file.
    package static let vaultKeyMissing = FailureCode("vault_key_missing", .corrupt)
    /// What is sealed in this database was sealed with another key than that of our key file.
    package static let vaultKeyMismatch = FailureCode("vault_key_mismatch", .corrupt)
    /// A sealed record can't be opened with this key: another key sealed it, or it was tampered with or moved.
    package static let secretUnreadable = FailureCode("secret_unreadable", .corrupt)
    package static let secretNotFound = FailureCode("secret_not_found", .notFound)
}
