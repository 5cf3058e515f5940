// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Model
import Primitives
package import Storage

/// What makes entries a chain: the bytes that are hashed, documented in Documentation/Audit.md for everybody to repeat.
package enum AuditChain {
    /// What the first entry has for the hash before it.
    package static let origin = String(repeating: "0", count: 64)
    private static let format = "dextra-audit-1"

    /// The hash that an entry should have: SHA-256 over its fields, each as a netstring (its length in bytes, a colon, its
    /// bytes, a comma), in hexadecimal.
    package static func hash(of record: AuditRecord) -> String {
        var hash = SHA256()
        for field in [
            format, "\(record.sequence)", "\(record.at.millisecondsSinceEpoch)", record.actor, record.method,
            record.action, record.subject, record.address ?? "", record.outcome, record.detail, record.previous,
        ] {
            hash.update(Array("\(field.utf8.count):\(field),".utf8))
        }
        return hash.hex()
    }

    /// The entry of a draft behind another one.
    static func record(of draft: AuditDraft, sequence: Int64, previous: String, at time: Timestamp) -> AuditRecord {
        var record = AuditRecord(
            sequence: sequence, at: time, actor: draft.actor, method: draft.method, action: draft.action,
            subject: draft.subject, address: draft.address, outcome: draft.outcome.rawValue,
            detail: CanonicalJSON.text(draft.detail), previous: previous, hash: "")
        record.hash = hash(of: record)
        return record
    }

    /// A stored entry as the API shows it. Throws `corrupt_data`, `invalid_json` for what is no entry any more.
    static func entry(_ record: AuditRecord) throws -> AuditEntry {
        guard let outcome = AuditOutcome(rawValue: record.outcome) else {
            throw Failure(
                .corruptData, "entry \(record.sequence) of the audit log has no outcome",
                hint: "run 'dextra audit verify'")
        }
        return AuditEntry(
            sequence: record.sequence, at: record.at, actor: record.actor, method: record.method,
            action: record.action, subject: record.subject, address: record.address, outcome: outcome,
            detail: try JSONText.decode(JSONValue.self, from: record.detail), previous: record.previous,
            hash: record.hash)
    }
}
