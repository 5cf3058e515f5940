// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Sets the credentials of a platform in place of those it had: `PUT /v1/credentials/{platform}`.
package struct CredentialChange: Sendable, Codable {
    /// Secrets by field, such as `access_key_id`.
    package var fields: [String: String]

    package init(fields: [String: String]) { self.fields = fields }

    private enum CodingKeys: String, CodingKey {
        case fields
    }
}
