// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// An entry of the audit log exactly as it is stored, also when somebody changed it into what is no entry any more.
package struct AuditRecord: Sendable, Hashable {
    package var sequence: Int64
    package var at: Timestamp
    package var actor: String
    package var method: String
    package var action: String
    package var subject: String
    package var address: String?
    package var outcome: String
    /// JSON in its canonical form (RFC 8785).
    package var detail: String
    package var previous: String
    package var hash: String

    package init(
        sequence: Int64, at: Timestamp, actor: String, method: String, action: String, subject: String,
        address: String?, outcome: String, detail: String, previous: String, hash: String
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.method = method
        self.action = action
        self.subject = subject
        self.address = address
        self.outcome = outcome
        self.detail = detail
        self.previous = previous
        self.hash = hash
    }
}
