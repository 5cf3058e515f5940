// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import OpenAPI
import Primitives
import Storage
import Wire

extension ControlPlane {
    var auditOperations: [Operation] {
        [
            .list(
                "/v1/audit", "listAudit", .installation(.administer), "Who did what, newest first",
                query: [.actor, .action, .since, .until]
            ) { call in
                let page = try call.page
                var filter = AuditFilter(
                    actor: try call.query(.actor), action: try call.query(.action), since: try call.query(.since),
                    until: try call.query(.until), limit: page.limit + 1)
                filter.before = try page.place(in: "audit") { Int64($0) }
                let found = try await identity.audit.list(filter)
                return try page.page(of: found, in: "audit") { String($0.sequence) }
            },
            .read(
                "/v1/audit/verification", "verifyAudit", .installation(.administer),
                "Whether the chain of the audit log is whole", query: [.auditPlace]
            ) { call in try await identity.audit.verify(expecting: try call.query(.auditPlace)) },
        ]
    }
}
