// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage
import Synchronization
import Workflows

/// Who did what, in a chain that can't be changed unnoticed. The format is in Documentation/Audit.md.
///
/// What somebody is about to do is written down before by ``begin(_:)`` and becomes an entry with ``record(_:settling:)``,
/// or by itself when the server ended in between. What a transaction can tell goes through ``append(_:on:)``, and what
/// strangers can cause at will through ``note(_:)``, which folds repetitions.
package final class AuditLog: Sendable {
    let database: any Database
    let store = AuditStore()
    let intents = AuditIntentStore()
    let key: AuditKey
    let events: EventLog
    let time: TimeSource
    let random: RandomSource
    let logger: Logger
    let waiting: Mutex<Waiting>
    let signal = WakeSignal()

    /// What is to be written by ``run()``.
    struct Waiting: Sendable {
        var denials: DenialBuffer
        var drafts: [AuditDraft] = []
    }

    package init(_ context: IdentityContext, logger: Logger) {
        database = context.database
        key = AuditKey(context.vault)
        events = context.events
        time = context.time
        random = context.random
        self.logger = logger
        waiting = Mutex(Waiting(denials: DenialBuffer(at: time.uptime())))
    }

    /// Appends an entry in the transaction of the change that it tells of.
    ///
    /// It goes on behind the newest entry there is. When that is not what the head's seal says, somebody was at the
    /// database: the head is never sealed again, so that ``verify(expecting:)`` keeps saying so.
    @discardableResult
    package func append(_ draft: AuditDraft, on connection: any WriteConnection) throws -> AuditRecord {
        let (newest, head) = (try store.newest(on: connection), try store.seal(.head, on: connection))
        let record = AuditChain.record(
            of: draft, sequence: (newest?.sequence ?? 0) + 1, previous: newest?.hash ?? AuditChain.origin,
            at: time.now())
        var seal = key.seal(AuditSeal.Name.head.rawValue, sequence: record.sequence, hash: record.hash)
        if newest != nil || head != nil {
            if let head, AuditKey.breakage(in: head.seal) != nil {
                seal = head.seal
            } else if head?.sequence != newest?.sequence || head?.hash != newest?.hash
                || !(head.map(key.isGenuine) ?? false)
            {
                seal = AuditKey.breakage(at: record.sequence)
                connection.afterCommit { [logger] in
                    logger.error(
                        "the audit log was changed by somebody else", ("before_entry", "\(record.sequence)"))
                }
            }
        }
        try store.insert(record, on: connection)
        try store.put(
            AuditSeal(name: .head, sequence: record.sequence, hash: record.hash, seal: seal, at: record.at),
            on: connection)
        return record
    }

    /// Appends an entry in place of what was written down before, and returns when it is durable.
    @discardableResult
    package func record(_ draft: AuditDraft, settling intent: AuditIntent? = nil) async throws -> AuditRecord {
        try await database.write { [intents] connection in
            if let intent { _ = try intents.remove(intent, on: connection) }
            return try self.append(draft, on: connection)
        }
    }

    /// Takes what was denied or failed, to be written soon by ``run()``. Repetitions become one entry that counts them;
    /// those of the last minutes are lost with a crash, the first of its kind is not once it is written.
    package func note(_ draft: AuditDraft) {
        let isNew = waiting.withLock { waiting in
            guard let draft = waiting.denials.note(draft, at: time.now(), time.uptime()) else { return false }
            waiting.drafts.append(draft)
            return true
        }
        if isNew { signal.raise() }
    }

    /// The same for what failed after it was written down before: the first of its kind takes the place of that in one
    /// transaction, so that no crash leaves neither. Of a repetition the count alone remains.
    package func note(_ draft: AuditDraft, settling intent: AuditIntent) async throws {
        let isNew = waiting.withLock { $0.denials.note(draft, at: time.now(), time.uptime()) != nil }
        if isNew { try await record(draft, settling: intent) } else { try await withdraw(intent) }
    }

    /// Entries that match, newest first.
    package func list(_ filter: AuditFilter) async throws -> [AuditEntry] {
        try await database.read { [store] in try store.list(filter, on: $0).map(AuditChain.entry) }
    }
}
