// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// One sign-in on the page, of one browser.
package struct Session: Sendable, Hashable, Codable {
    package var id: SessionID
    package var createdAt: Timestamp
    /// To the minute.
    package var lastSeenAt: Timestamp
    package var expiresAt: Timestamp
    package var address: String?
    package var userAgent: String?

    package init(
        id: SessionID, createdAt: Timestamp, lastSeenAt: Timestamp, expiresAt: Timestamp, address: String? = nil,
        userAgent: String? = nil
    ) {
        self.id = id
        self.createdAt = createdAt
        self.lastSeenAt = lastSeenAt
        self.expiresAt = expiresAt
        self.address = address
        self.userAgent = userAgent
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case createdAt = "created_at"
        case lastSeenAt = "last_seen_at"
        case expiresAt = "expires_at"
        case address
        case userAgent = "user_agent"
    }
}
