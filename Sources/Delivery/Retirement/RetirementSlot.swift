// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// When a warm release is to be stopped, and again when that failed: a run that was cancelled, or met a platform that was
/// away, must not leave it running for good.
struct RetirementSlot {
    private static let shortestPause: Duration = .seconds(5 * 60)
    private static let longestPause: Duration = .seconds(60 * 60)

    let release: ReleaseID
    /// When its time of being warm was over.
    let due: Timestamp

    /// What the idempotency keys of its runs begin with.
    static func keys(of release: ReleaseID) -> String { "retire/\(release)/" }

    /// The key of the run to ask for now, the same for the same slot; nil while the last one goes on or has ended lately.
    /// Each pause is about as long as all the time before it.
    func key(after last: Run?, at now: Timestamp) -> String? {
        guard let last, last.createdAt >= due else {
            return Self.keys(of: release) + "\(due.millisecondsSinceEpoch)"
        }
        guard let end = last.finishedAt else { return nil }
        let pause = min(max(Self.shortestPause, end - due), Self.longestPause)
        return end + pause <= now ? Self.keys(of: release) + "\(last.id)" : nil
    }
}
