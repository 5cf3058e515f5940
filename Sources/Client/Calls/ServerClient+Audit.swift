// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
package import Model
package import Primitives
package import Wire

extension ServerClient {
    /// The newest entries of the audit log that match.
    package func auditEntries(
        actor: String? = nil, action: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil, limit: Int = 50
    ) async throws -> [AuditEntry] {
        try await list(
            "v1", "audit",
            query: [
                ("actor", actor), ("action", action), ("since", since?.description), ("until", until?.description),
            ], upTo: limit)
    }

    /// Has the server read the whole audit log. Large ones take a while.
    ///
    /// - place: an entry known from elsewhere, `SEQUENCE:HASH`.
    package func verifyAudit(expecting place: String? = nil) async throws -> AuditVerification {
        try await call(.get, Self.target("v1", "audit", "verification", query: [("expecting", place)]))
    }
}
