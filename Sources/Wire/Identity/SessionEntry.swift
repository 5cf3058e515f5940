// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// One place where a person is signed in: `GET /v1/sessions`.
package struct SessionEntry: Sendable, Hashable, Codable {
    package var id: SessionID
    package var createdAt: Timestamp
    /// To the minute.
    package var lastSeenAt: Timestamp
    package var expiresAt: Timestamp
    package var address: String?
    package var userAgent: String?
    /// Whether it is the one that asks.
    package var current: Bool

    package init(_ session: Session, current: Bool) {
        id = session.id
        createdAt = session.createdAt
        lastSeenAt = session.lastSeenAt
        expiresAt = session.expiresAt
        address = session.address
        userAgent = session.userAgent
        self.current = current
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case createdAt = "created_at"
        case lastSeenAt = "last_seen_at"
        case expiresAt = "expires_at"
        case address
        case userAgent = "user_agent"
        case current
    }
}
