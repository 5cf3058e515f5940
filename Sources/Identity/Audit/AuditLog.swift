// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives
package import Storage
import Synchronization
import Workflows

/// Who did what, in a chain that can't be changed unnoticed. The format is in Documentation/Audit.md.
///
/// An entry belongs into the transaction of the change it tells of: ``append(_:on:)``. What changes nothing is written by
/// ``record(_:)``, and what strangers can cause at will goes through ``note(_:)``, which folds repetitions.
package final class AuditLog: Sendable {
    let database: any Database
    let store = AuditStore()
    let key: AuditKey
    let events: EventLog
    let time: TimeSource
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
        self.logger = logger
        waiting = Mutex(Waiting(denials: DenialBuffer(at: time.uptime())))
    }

    /// Appends an entry in the transaction of the change that it tells of.
    ///
    /// It goes on behind the newest entry there is. When that is not what the head's seal says, somebody was at the
    /// database: the head is never sealed again, so that ``verify(expecting:)`` keeps saying so.
    @discardableResult
    package func append(_ draft: AuditDraft, on connection: any WriteConnection) throws -> AuditEntry {
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
        return try AuditChain.entry(record)
    }

    /// Appends an entry and returns when it is durable.
    @discardableResult
    package func record(_ draft: AuditDraft) async throws -> AuditEntry {
        try await database.write { try self.append(draft, on: $0) }
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

    /// Entries that match, newest first.
    package func list(_ filter: AuditFilter) async throws -> [AuditEntry] {
        try await database.read { [store] in try store.list(filter, on: $0).map(AuditChain.entry) }
    }
}
