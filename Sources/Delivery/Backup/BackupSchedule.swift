// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// When a backup is to be made by itself: so long after the last one that was, whatever became of that.
struct BackupSchedule: Sendable {
    /// What the idempotency keys of scheduled runs begin with; those of people begin with who they are.
    private static let keys = "backup/"

    let every: Duration

    /// The last run that was scheduled.
    static func latest(on connection: any ReadConnection) throws -> Run? {
        try RunStore().latest(of: BackupRun.subject, underKeysFrom: keys, on: connection)
    }

    /// Whether one is due after the last; not while that one goes on.
    func isDue(after last: Run?, at now: Timestamp) -> Bool {
        guard let last else { return true }
        return last.state.isTerminal && last.createdAt + every <= now
    }

    /// The same for the same slot, so that nobody starts a second run in it.
    static func key(after last: Run?, at now: Timestamp) -> String {
        keys + (last?.id.description ?? "first/\(now.millisecondsSinceEpoch)")
    }
}
