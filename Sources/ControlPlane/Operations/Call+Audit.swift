// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import HTTP
import Identity
import Model
import Primitives

extension Call {
    /// Writes down that it was done, before it is acknowledged: what somebody was told is in the log.
    func acknowledge() async throws {
        guard operation.isAudited else { return }
        notes.isDone = true
        var detail = notes.detail
        for pair in exchange.request.query.pairs { detail[pair.name] = .string(String(pair.value.prefix(256))) }
        let subject = notes.subject ?? operation.subject(of: exchange)
        let draft =
            if let actor = notes.actor {
                AuditDraft(
                    actor: actor, method: Principal.Method.session.rawValue, action: operation.name, subject: subject,
                    address: address, outcome: .succeeded, detail: .object(detail))
            } else {
                AuditDraft(
                    of: caller, action: operation.name, subject: subject, address: address, outcome: .succeeded,
                    detail: .object(detail))
            }
        try await audit.record(draft, settling: notes.intent)
    }
}

extension Operation {
    /// Whether what it does is written down.
    var isAudited: Bool { isUnsafe && !traits.contains(.unaudited) }

    /// What the path is about, e.g. `project/shop`; secrets in paths (codes of devices) are left out.
    func subject(of exchange: Exchange) -> String {
        var parts: [String] = []
        for name in pathParameters where name != "code" {
            if let value = exchange.parameters[name] { parts.append("\(name)/\(value.prefix(128))") }
        }
        return parts.isEmpty ? tag : parts.joined(separator: " ")
    }
}
