// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Vault

/// Confirms places of the audit log with the vault's key, so that who can write the database but not read the key can't
/// rebuild the chain.
struct AuditKey: Sendable {
    private let vault: Vault
    private static let broken = "broken at "

    init(_ vault: Vault) { self.vault = vault }

    /// The seal of a place for a purpose: `head`, `checkpoint` or `anchor`.
    func seal(_ purpose: String, sequence: Int64, hash: String) -> String {
        vault.mark(Redacted("\(sequence):\(hash)"), owner: "audit", name: purpose)
    }

    func isGenuine(_ seal: AuditSeal) -> Bool {
        self.seal(seal.name.rawValue, sequence: seal.sequence, hash: seal.hash) == seal.seal
    }

    /// What stands in place of a seal once the chain was found broken, and where: it never becomes whole again.
    static func breakage(at sequence: Int64) -> String { "\(broken)\(sequence)" }

    /// The place that a breakage names; nil for a seal.
    static func breakage(in seal: String) -> Int64? {
        seal.hasPrefix(broken) ? Int64(seal.dropFirst(broken.count)) : nil
    }
}
