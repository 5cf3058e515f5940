// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Identity
import Model
import Primitives
import Storage
import TestKit
import Wire

extension ProgramsFixture {
    var audit: AuditLog { AuditLog(context, logger: .silent) }

    static func draft(_ number: Int, outcome: AuditOutcome = .succeeded) -> AuditDraft {
        AuditDraft(
            actor: "ann", method: "session", action: "deleteProject", subject: "project/p\(number)",
            address: number % 2 == 0 ? "192.0.2.\(number % 250)" : nil, outcome: outcome,
            detail: [
                "number": .integer(Int64(number)), "text": "ä \" \\ \u{7} €",
                "list": [1, nil, true, ["b": 1, "a": 2]],
            ])
    }

    /// Calls the body with a log of that many entries, one second apart.
    static func withAudit(entries: Int, _ body: (ProgramsFixture, AuditLog) async throws -> Void) async throws {
        try await with { fixture in
            let audit = fixture.audit
            for number in 1...max(entries, 1) where number <= entries {
                try await audit.record(draft(number))
                fixture.time.advance(by: .seconds(1))
            }
            try await body(fixture, audit)
        }
    }

    func sql(_ statement: String, _ parameters: [SQLValue] = []) async throws {
        let changed = try await database.write { try $0.execute(statement, parameters) }
        guard changed > 0 else { throw Failure(.internalError, "nothing was tampered with by \(statement)") }
    }

    /// Makes the chain fit again from an entry on, as somebody can who has the database but not the vault's key.
    func rebuild(from sequence: Int64) async throws {
        try await database.write { connection in
            let store = AuditStore()
            var previous = try store.find(sequence - 1, on: connection)?.hash ?? AuditChain.origin
            for var record in try store.after(sequence - 1, limit: 10_000, on: connection) {
                record.previous = previous
                record.hash = AuditChain.hash(of: record)
                try connection.execute(
                    "UPDATE audit_entries SET previous = ?, hash = ? WHERE sequence = ?",
                    [.text(record.previous), .text(record.hash), .integer(record.sequence)])
                previous = record.hash
            }
            try connection.execute("UPDATE audit_seals SET hash = ? WHERE name = 'head'", [.text(previous)])
        }
    }
}
