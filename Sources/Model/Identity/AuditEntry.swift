// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Who did what, in a chain: each entry's hash covers the entry and the hash before it, so that none can be changed,
/// taken out or put in without breaking what follows.
package struct AuditEntry: Sendable, Hashable, Codable {
    /// Counts from 1 without gaps.
    package var sequence: Int64
    package var at: Timestamp
    /// Who: a user's name, `local` for the machine's own user, `anonymous` for who isn't signed in.
    package var actor: String
    /// How they were known: `local`, `session`, `api_token`, `access_token` or `none`.
    package var method: String
    /// What was asked for: the operation's name in the API, e.g. `deleteProject`.
    package var action: String
    /// To what, e.g. `project/shop`.
    package var subject: String
    package var address: String?
    package var outcome: AuditOutcome
    /// What else is worth knowing; never a secret.
    package var detail: JSONValue
    /// SHA-256 of the entry before, in hexadecimal; 64 zeros before the first.
    package var previous: String
    package var hash: String

    package init(
        sequence: Int64, at: Timestamp, actor: String, method: String, action: String, subject: String,
        address: String?, outcome: AuditOutcome, detail: JSONValue, previous: String, hash: String
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

package enum AuditOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    case succeeded
    /// Not allowed, or not who they said they are.
    case denied
    case failed
    /// Begun, and the server ended before it could say how it went.
    case unknown
}
