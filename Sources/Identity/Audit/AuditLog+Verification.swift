// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
package import Wire
import Workflows

/// An entry that is known from elsewhere, such as a server's log: written `SEQUENCE:HASH`.
package struct AuditPlace: Sendable, Hashable, LosslessStringConvertible {
    package var sequence: Int64
    package var hash: String

    package init(sequence: Int64, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }

    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0, parts[1].utf8.count == 64 else {
            return nil
        }
        self.init(sequence: sequence, hash: parts[1].lowercased())
    }

    package var description: String { "\(sequence):\(hash)" }
}

extension AuditLog {
    private static let page = 500

    /// Reads the whole chain, a page at a time while others go on writing, and compares it with the seals of its ends, the
    /// anchors in the event log, and a place known from elsewhere.
    ///
    /// Throws `audit_entry_pruned` when that is no longer kept.
    package func verify(expecting place: AuditPlace? = nil) async throws -> AuditVerification {
        var known: [Int64: String] = [:]
        if let place { known[place.sequence] = place.hash }
        let foreign = try await readAnchors(into: &known)
        let checkpoint = try await database.read { [store] in try store.seal(.checkpoint, on: $0) }
        if let place, let checkpoint, key.isGenuine(checkpoint), place.sequence <= checkpoint.sequence {
            throw Failure(
                .auditEntryPruned,
                "entry \(place.sequence) was pruned: what is kept begins behind \(checkpoint.sequence)",
                hint: "expect a newer one")
        }
        var verifier = AuditVerifier(behind: checkpoint, known: known)
        if let foreign {
            return Self.result(verifier, .init(sequence: verifier.sequence + 1, reason: foreign))
        }
        if let checkpoint, !key.isGenuine(checkpoint) {
            return Self.result(
                verifier,
                .init(sequence: checkpoint.sequence + 1, reason: "the seal of what was pruned before is not ours"))
        }
        return try await follow(&verifier)
    }

    /// Reads the anchors that the event log still has; what is wrong with one that is not ours, or contradicts another.
    private func readAnchors(into known: inout [Int64: String]) async throws -> String? {
        var cursor: Int64?
        while true {
            let events: [Event]
            do {
                events = try await self.events.read(after: cursor, limit: Self.page, subject: AuditAnchor.subject)
            } catch let failure as Failure where failure.code == .cursorExpired {
                // Events were pruned meanwhile: those that are left tell the rest.
                cursor = nil
                continue
            }
            for event in events where event.type == AuditAnchor.type {
                guard let anchor = try? event.data.decoded(as: AuditAnchor.self),
                    key.seal(AuditAnchor.purpose, sequence: anchor.sequence, hash: anchor.hash) == anchor.seal
                else { return "the anchor in event \(event.cursor) is not ours" }
                guard known[anchor.sequence] ?? anchor.hash == anchor.hash else {
                    return "entry \(anchor.sequence) was another when it was anchored in event \(event.cursor)"
                }
                known[anchor.sequence] = anchor.hash
            }
            guard events.count == Self.page else { return nil }
            cursor = events.last?.cursor
        }
    }

    private func follow(_ verifier: inout AuditVerifier) async throws -> AuditVerification {
        while true {
            try Task.checkCancellation()
            // In one snapshot, so that what is written or pruned meanwhile fits together.
            let (records, head, checkpoint) = try await database.read { [store, place = verifier.sequence] connection in
                (
                    try store.after(place, limit: Self.page, on: connection),
                    try store.seal(.head, on: connection), try store.seal(.checkpoint, on: connection)
                )
            }
            if let checkpoint, checkpoint.sequence > verifier.sequence, key.isGenuine(checkpoint) {
                verifier.skip(to: checkpoint)
            }
            for record in records {
                if let breakage = verifier.follow(record) { return Self.result(verifier, breakage) }
            }
            if records.count < Self.page {
                return Self.result(verifier, verifier.finish(head, isGenuine: key.isGenuine))
            }
        }
    }

    private static func result(
        _ verifier: AuditVerifier, _ breakage: AuditVerifier.Breakage?
    ) -> AuditVerification {
        AuditVerification(
            entries: verifier.entries, valid: breakage == nil, brokenAt: breakage?.sequence,
            reason: breakage?.reason, sequence: verifier.sequence, head: verifier.hash)
    }
}
