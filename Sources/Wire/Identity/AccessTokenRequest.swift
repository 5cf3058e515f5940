// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Changes what a request is signed in with into a short-lived access token: `POST /v1/access-tokens`.
package struct AccessTokenRequest: Sendable, Hashable, Codable {
    /// What it may do; absent for all that who asks may.
    package var scopes: [Permission]?

    package init(scopes: [Permission]? = nil) { self.scopes = scopes }

    private enum CodingKeys: String, CodingKey {
        case scopes
    }
}
