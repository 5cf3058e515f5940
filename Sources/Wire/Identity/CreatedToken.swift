// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// A new API token with its secret, which is shown this once.
package struct CreatedToken: Sendable, Hashable, Codable {
    package var token: APIToken
    /// `dxt_…`
    package var secret: String

    package init(token: APIToken, secret: String) {
        self.token = token
        self.secret = secret
    }

    private enum CodingKeys: String, CodingKey {
        case token, secret
    }
}
