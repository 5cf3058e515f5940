// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
package import Wire

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
    private static let mostAnchors = 10_000

    /// Reads the whole chain, a page at a time while others go on writing, and compares it with the seals of its ends, the
    /// anchors in the event log, and a place known from elsewhere.
    package func verify(expecting place: AuditPlace? = nil) async throws -> AuditVerification {
        let (checkpoint, anchors) = try await database.read { [store] connection in
            (
                try store.seal(.checkpoint, on: connection),
                try EventStore().after(
                    nil, limit: Self.mostAnchors, subject: AuditAnchor.subject, on: connection)
            )
        }
        var known: [Int64: String] = [:]
        if let place { known[place.sequence] = place.hash }
        for event in anchors where event.type == AuditAnchor.type {
            guard let anchor = try? event.data.decoded(as: AuditAnchor.self),
                key.seal(AuditAnchor.purpose, sequence: anchor.sequence, hash: anchor.hash) == anchor.seal,
                known[anchor.sequence] ?? anchor.hash == anchor.hash
            else {
                let verifier = AuditVerifier(behind: checkpoint, known: [:])
                return Self.result(
                    verifier,
                    .init(sequence: verifier.sequence + 1, reason: "the anchor in event \(event.cursor) is not ours"))
            }
            known[anchor.sequence] = anchor.hash
        }
        var verifier = AuditVerifier(behind: checkpoint, known: known)
        if let checkpoint, !key.isGenuine(checkpoint) {
            return Self.result(
                verifier,
                .init(sequence: checkpoint.sequence + 1, reason: "the seal of what was pruned before is not ours"))
        }
        return try await follow(&verifier)
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
