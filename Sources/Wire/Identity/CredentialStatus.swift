// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Which credentials there are for a platform; their values are never shown: `GET /v1/credentials`.
package struct CredentialStatus: Sendable, Hashable, Codable {
    /// `aws`, `registry/ghcr.io` …
    package var platform: String
    /// Names of the fields that are set, in order.
    package var fields: [String]
    package var updatedAt: Timestamp
    /// Who set them.
    package var updatedBy: String

    package init(platform: String, fields: [String], updatedAt: Timestamp, updatedBy: String) {
        self.platform = platform
        self.fields = fields
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }

    private enum CodingKeys: String, CodingKey {
        case platform, fields
        case updatedAt = "updated_at"
        case updatedBy = "updated_by"
    }
}
