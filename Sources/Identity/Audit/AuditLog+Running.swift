// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Synchronization
import Workflows

extension AuditLog {
    private static let tick: Duration = .seconds(10)
    private static let pruneEvery: Duration = .seconds(3600)
    private static let anchorEvery: Duration = .seconds(3600)
    private static let anchorEntries: Int64 = 1000

    /// Writes what was noted, anchors the head now and then, and prunes by age, until its task is cancelled. What was
    /// noted until then is written before it returns.
    package func run() async {
        await withTaskGroup { group in
            group.addTask { await self.write() }
            group.addTask { await self.keep() }
        }
        let rest = waiting.withLock { waiting in
            defer { waiting.drafts = [] }
            return waiting.drafts + waiting.denials.take(at: time.now(), time.uptime(), all: true)
        }
        do {
            try await append(rest)
        } catch {
            logger.error("\(rest.count) entries of the audit log could not be written", ("error", "\(error)"))
        }
    }

    /// Writes the drafts that wait, whenever there are some.
    private func write() async {
        while !Task.isCancelled {
            let seen = signal.count
            let drafts = waiting.withLock { waiting in
                defer { waiting.drafts = [] }
                return waiting.drafts
            }
            do {
                try await append(drafts)
                try await signal.wait(beyond: seen)
            } catch is CancellationError {
                return
            } catch {
                // The buffer's budget bounds what can wait meanwhile.
                waiting.withLock { $0.drafts = drafts + $0.drafts }
                logger.warning("the audit log can't be written", ("error", "\(error)"))
                try? await time.sleep(for: .seconds(1))
            }
        }
    }

    private func append(_ drafts: [AuditDraft]) async throws {
        guard !drafts.isEmpty else { return }
        try await database.write { connection in
            for draft in drafts { try self.append(draft, on: connection) }
        }
    }

    /// Does what is due by time.
    private func keep() async {
        var anchored: (sequence: Int64, at: Duration) = (0, .zero)
        var pruned: Duration?
        while !Task.isCancelled {
            let uptime = time.uptime()
            let isDue = waiting.withLock { waiting in
                let repeated = waiting.denials.take(at: time.now(), uptime)
                waiting.drafts += repeated
                return !repeated.isEmpty
            }
            if isDue { signal.raise() }
            do {
                try await settleAbandoned()
                let head = try await database.read { [store] in try store.seal(.head, on: $0) }?.sequence ?? 0
                let isOld = uptime - anchored.at >= Self.anchorEvery || anchored.sequence == 0
                if head > anchored.sequence, isOld || head - anchored.sequence >= Self.anchorEntries {
                    anchored = (try await anchor(), uptime)
                }
                if pruned.map({ uptime - $0 >= Self.pruneEvery }) ?? true {
                    pruned = uptime
                    let settings = try await database.read { try SettingStore().server(on: $0) }
                    if let kept = settings.auditKept { try await prune(olderThan: time.now() + (.zero - kept)) }
                }
            } catch {
                logger.warning("the audit log can't be kept", ("error", "\(error)"))
            }
            try? await time.sleep(for: Self.tick)
        }
    }
}
