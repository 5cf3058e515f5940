// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Vault

/// What a backup run is given. It is journaled and shown to whoever may see the run, so the key is in it only under a
/// passphrase, and that wrapped by the vault: there is nothing to try passphrases on.
package struct BackupInput: Sendable, Hashable, Codable {
    /// The file to be made, absolute.
    package var file: String
    package var withData: Bool
    package var withKey: Bool
    private var wrappedKey: [UInt8]?
    /// The same as it is, in runs recorded before it was wrapped.
    private var sealedKey: [UInt8]?
    /// Made by itself; absent in runs recorded before there were such.
    private var scheduled: Bool?

    private static let purpose = "backup/key"

    /// - wrappedKey: what ``wrapped(_:by:)`` gave.
    package init(
        file: String, withData: Bool = false, withKey: Bool = false, wrappedKey: [UInt8]? = nil,
        isScheduled: Bool = false
    ) {
        self.file = file
        self.withData = withData
        self.withKey = withKey
        self.wrappedKey = wrappedKey
        scheduled = isScheduled ? true : nil
    }

    var isScheduled: Bool { scheduled ?? false }

    var key: BackupSummary.Key { wrappedKey != nil || sealedKey != nil ? .sealed : withKey ? .plain : .none }

    /// A key under a passphrase as it may be journaled.
    static func wrapped(_ sealedKey: [UInt8], by vault: Vault) -> [UInt8] { vault.wrap(sealedKey, for: purpose) }

    /// The vault's key under a passphrase; nil when it is not to be in the backup, or in clear. Throws
    /// `secret_unreadable`.
    func keyUnderPassphrase(openedWith keyFile: String) throws -> [UInt8]? {
        try wrappedKey.map { try Vault(keyFile: keyFile).unwrap($0, for: Self.purpose) } ?? sealedKey
    }

    /// Whether it is the same request, made again later: a file in a folder is then named for another time, and a key is
    /// sealed anew.
    ///
    /// - isNamed: the request names the file.
    func isAgain(_ earlier: BackupInput, isNamed: Bool) -> Bool {
        withData == earlier.withData && key == earlier.key && isScheduled == earlier.isScheduled
            && (isNamed
                ? file == earlier.file : BackupFolder.parent(of: file) == BackupFolder.parent(of: earlier.file))
    }
}
