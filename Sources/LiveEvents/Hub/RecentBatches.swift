// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The newest part of the log, in memory: the batches of late, without a gap between them.
struct RecentBatches: Sendable {
    /// Everything after this cursor is here…
    private(set) var after: Int64
    /// …up to this one.
    private(set) var through: Int64
    private(set) var batches: ArraySlice<LiveBatch> = []
    private var events = 0
    private var bytes = 0

    init(from cursor: Int64) { (after, through) = (cursor, cursor) }

    /// Adds what follows and lets go of the oldest beyond the bounds; what does not follow replaces everything.
    mutating func append(_ batch: LiveBatch, events limit: Int, bytes byteLimit: Int) {
        if batch.after != through { self = RecentBatches(from: batch.after) }
        through = batch.through
        batches.append(batch)
        events += batch.entries.count
        bytes += batch.bytes
        while let oldest = batches.first, events > limit || bytes > byteLimit {
            batches.removeFirst()
            after = oldest.through
            events -= oldest.entries.count
            bytes -= oldest.bytes
        }
    }

    /// The batches that bring a reader from a cursor to the newest; nil when part of that is not here.
    func following(_ cursor: Int64) -> ArraySlice<LiveBatch>? {
        guard cursor >= after else { return nil }
        return batches.drop { $0.through <= cursor }
    }
}
