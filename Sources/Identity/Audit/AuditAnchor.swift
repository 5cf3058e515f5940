// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A sealed head of the audit log in the event log.
struct AuditAnchor: Sendable, Codable {
    static let type = "audit.anchored"
    static let subject = "audit"
    static let purpose = "anchor"

    var sequence: Int64
    var hash: String
    var seal: String
}
