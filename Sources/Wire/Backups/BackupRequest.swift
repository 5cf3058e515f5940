// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Asks for a backup: `POST /v1/backups`.
package struct BackupRequest: Sendable, Codable {
    /// Absolute; nil for the home's own folder.
    package var target: String?
    /// The target is a folder, in which the file is named for the time.
    package var isFolder: Bool
    package var withData: Bool
    package var withKey: Bool
    package var passphrase: String?

    package init(target: String?, isFolder: Bool, withData: Bool, withKey: Bool, passphrase: Redacted<String>?) {
        self.target = target
        self.isFolder = isFolder
        self.withData = withData
        self.withKey = withKey
        self.passphrase = passphrase?.reveal()
    }

    private enum CodingKeys: String, CodingKey {
        case target
        case isFolder = "is_folder"
        case withData = "with_data"
        case withKey = "with_key"
        case passphrase
    }
}
