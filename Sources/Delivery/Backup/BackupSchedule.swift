// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// When a backup is to be made by itself: so long after the last one that was, whatever became of that.
struct BackupSchedule: Sendable {
    /// Backups looked through for the last scheduled one: more than a person makes between two.
    private static let depth = 1000

    let every: Duration

    /// The last run that was scheduled.
    static func latest(on connection: any ReadConnection) throws -> Run? {
        try RunStore().list(RunFilter(subject: BackupRun.subject, kind: BackupRun.kind, limit: depth), on: connection)
            .first { try $0.input.decoded(as: BackupInput.self).isScheduled }
    }

    /// Whether one is due after the last; not while that one goes on.
    func isDue(after last: Run?, at now: Timestamp) -> Bool {
        guard let last else { return true }
        return last.state.isTerminal && last.createdAt + every <= now
    }

    /// The same for the same slot, so that nobody starts a second run in it.
    static func key(after last: Run?, at now: Timestamp) -> String {
        "backup/\(last?.id.description ?? "first/\(now.millisecondsSinceEpoch)")"
    }
}
