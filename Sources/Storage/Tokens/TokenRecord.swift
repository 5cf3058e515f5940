// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// An API token as it is stored: of the secret only a hash.
package struct TokenRecord: Sendable, Hashable {
    package var token: APIToken
    package var owner: UserID
    /// SHA-256 of the secret, 32 bytes.
    package var hash: [UInt8]

    package init(token: APIToken, owner: UserID, hash: [UInt8]) {
        self.token = token
        self.owner = owner
        self.hash = hash
    }
}
