// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Hashing
import Model
import Primitives
package import Storage

extension AuditLog {
    /// Nothing that is asked for takes as long: what was begun before and is not settled never will be.
    package static let longestIntent: Duration = .seconds(15 * 60)
    private static let intentPage = 100

    /// Writes down durably what is about to be done: whatever becomes of it, there will be an entry.
    package func begin(_ draft: AuditDraft) async throws -> AuditIntent {
        let now = time.now()
        let id: AuditIntent = random.identifier(at: now)
        let text = try JSONText.encode(draft)
        let record = AuditIntentRecord(id: id, at: now, draft: text, seal: seal(of: text, id, now))
        try await database.write { [intents] in try intents.insert(record, on: $0) }
        return id
    }

    /// Forgets what was about to be done and was not.
    package func withdraw(_ intent: AuditIntent) async throws {
        _ = try await database.write { [intents] in try intents.remove(intent, on: $0) }
    }

    /// Makes entries of what was begun long ago and never settled: its server was killed, or could not write. Any node does
    /// it for all. What somebody else put there is an entry about that.
    package func settleAbandoned() async throws {
        let moment = time.now() + (.zero - Self.longestIntent)
        // Without a write as long as there is nothing to do.
        guard try await !database.read({ [intents] in try intents.list(before: moment, limit: 1, on: $0) }).isEmpty
        else {
            return
        }
        try await database.write { [intents] connection in
            for record in try intents.list(before: moment, limit: Self.intentPage, on: connection) {
                _ = try intents.remove(record.id, on: connection)
                try self.append(self.entry(of: record), on: connection)
            }
        }
    }

    private func entry(of record: AuditIntentRecord) -> AuditDraft {
        guard record.seal == seal(of: record.draft, record.id, record.at),
            let draft = try? JSONText.decode(AuditDraft.self, from: record.draft)
        else {
            logger.error("somebody else wrote into the audit log's intents", ("id", "\(record.id)"))
            return AuditDraft(
                actor: "system", method: "none", action: "foreignIntent", subject: "audit", outcome: .failed,
                detail: ["id": .string(record.id.description)])
        }
        return draft.adding(["begun_at": .string("\(record.at)")], outcome: .unknown)
    }

    private func seal(of draft: String, _ id: AuditIntent, _ at: Timestamp) -> String {
        key.seal(
            "intent", sequence: at.millisecondsSinceEpoch, hash: SHA256.hex(of: "\(id):\(draft)".utf8))
    }
}
