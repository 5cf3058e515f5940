// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
package import Primitives
import Storage
import Workflows

extension AuditLog {
    private static let pruneBatch = 5000

    /// Puts the head, sealed, into the event log and the server's log, where who changes the entries would have to
    /// change it too. Returns its place; 0 when there are no entries.
    @discardableResult
    package func anchor() async throws -> Int64 {
        guard let head = try await database.read({ [store] in try store.seal(.head, on: $0) }), key.isGenuine(head)
        else { return 0 }
        let anchor = AuditAnchor(
            sequence: head.sequence, hash: head.hash,
            seal: key.seal(AuditAnchor.purpose, sequence: head.sequence, hash: head.hash))
        try await events.append(AuditAnchor.type, subject: AuditAnchor.subject, data: try JSONValue(encoding: anchor))
        logger.info("the audit log is anchored", ("sequence", "\(anchor.sequence)"), ("hash", anchor.hash))
        return head.sequence
    }

    /// Removes the oldest entries, but never the newest; returns how many went. A sealed checkpoint keeps the others
    /// verifiable, and an entry tells of it.
    @discardableResult
    package func prune(olderThan moment: Timestamp) async throws -> Int {
        var total = 0
        while !Task.isCancelled {
            let removed = try await database.write { connection in
                try self.pruneBatch(olderThan: moment, on: connection)
            }
            total += removed
            if removed < Self.pruneBatch { break }
        }
        return total
    }

    private func pruneBatch(olderThan moment: Timestamp, on connection: any WriteConnection) throws -> Int {
        guard let newest = try store.newest(on: connection),
            let oldest = try store.after(0, limit: 1, on: connection).first,
            let last = try store.last(olderThan: moment, on: connection)
        else { return 0 }
        let place = min(last.sequence, newest.sequence - 1, oldest.sequence + Int64(Self.pruneBatch) - 1)
        guard place >= oldest.sequence, let end = try store.find(place, on: connection) else { return 0 }
        let name = AuditSeal.Name.checkpoint
        try store.put(
            AuditSeal(
                name: name, sequence: end.sequence, hash: end.hash,
                seal: key.seal(name.rawValue, sequence: end.sequence, hash: end.hash), at: time.now()),
            on: connection)
        let removed = try store.remove(through: place, on: connection)
        try append(
            AuditDraft(
                actor: "system", method: "none", action: "pruneAudit", subject: "audit", outcome: .succeeded,
                detail: ["through": .integer(place), "hash": .string(end.hash), "entries": .integer(Int64(removed))]),
            on: connection)
        return removed
    }
}
