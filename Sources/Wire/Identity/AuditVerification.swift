// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// What became of reading the whole audit log: `GET /v1/audit/verification`.
package struct AuditVerification: Sendable, Hashable, Codable {
    /// Those read, up to the first that does not fit.
    package var entries: Int
    package var valid: Bool
    /// The sequence number where the chain is broken.
    package var brokenAt: Int64?
    /// Why, in words.
    package var reason: String?
    /// The last entry that fits, 0 when there is none.
    package var sequence: Int64
    /// Its hash: kept elsewhere, it shows later that nothing before was changed.
    package var head: String

    package init(
        entries: Int, valid: Bool, brokenAt: Int64? = nil, reason: String? = nil, sequence: Int64, head: String
    ) {
        self.entries = entries
        self.valid = valid
        self.brokenAt = brokenAt
        self.reason = reason
        self.sequence = sequence
        self.head = head
    }

    private enum CodingKeys: String, CodingKey {
        case entries, valid
        case brokenAt = "broken_at"
        case reason, sequence, head
    }
}
