// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Storage

/// The engine's bounds and intervals.
package struct EngineConfiguration: Sendable {
    /// Runs carried out at the same time; those that wait for a person or a moment don't count.
    package var workers: Int
    /// How long a run stays ours without a sign of life, by the database's clock.
    package var leaseDuration: Duration
    /// How often the database is asked for work that nobody announced: expired leases, other nodes' submissions.
    package var pollInterval: Duration
    /// Log text and progress of a step are stored at most this often.
    package var flushInterval: Duration
    /// Log text kept of one run; the rest is dropped with a line that says so.
    package var logLimit: Int64
    /// In place of the database's own clock.
    package var clock: DatabaseClock?

    package init(
        workers: Int = 8, leaseDuration: Duration = .seconds(30), pollInterval: Duration = .seconds(10),
        flushInterval: Duration = .milliseconds(100), logLimit: Int64 = 16 * 1024 * 1024, clock: DatabaseClock? = nil
    ) {
        self.workers = workers
        self.leaseDuration = leaseDuration
        self.pollInterval = pollInterval
        self.flushInterval = flushInterval
        self.logLimit = logLimit
        self.clock = clock
    }
}
