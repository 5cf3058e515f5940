// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// What a backup run is given; journaled, so the key is in it only under a passphrase.
package struct BackupInput: Sendable, Hashable, Codable {
    /// The file to be made, absolute.
    package var file: String
    package var withData: Bool
    package var withKey: Bool
    /// The vault's key under a passphrase.
    package var sealedKey: [UInt8]?
    /// Made by itself; absent in runs recorded before there were such.
    private var scheduled: Bool?

    package init(
        file: String, withData: Bool = false, withKey: Bool = false, sealedKey: [UInt8]? = nil,
        isScheduled: Bool = false
    ) {
        self.file = file
        self.withData = withData
        self.withKey = withKey
        self.sealedKey = sealedKey
        scheduled = isScheduled ? true : nil
    }

    var isScheduled: Bool { scheduled ?? false }

    var key: BackupSummary.Key { sealedKey != nil ? .sealed : withKey ? .plain : .none }
}
