// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// The beginning of a batch, and which of its entries are to be sent.
struct BatchPart {
    /// Where it ends.
    let through: Int64
    /// A bit for each entry.
    let choice: UInt64
    /// Of the last entry that is to be sent; `through` when there is none.
    let lastCursor: Int64

    /// The entries before one, or all of them.
    init(_ batch: LiveBatch, upTo barrier: Int? = nil, choice: UInt64) {
        let through = barrier.map { batch.entries[$0].event.cursor - 1 } ?? batch.through
        self.init(batch, notBeyond: through, choice: choice)
    }

    /// The entries up to a cursor, at least the beginning of the batch.
    init(_ batch: LiveBatch, notBeyond head: Int64, choice: UInt64) {
        through = min(batch.through, head)
        var kept = choice
        for (index, entry) in batch.entries.enumerated() where entry.event.cursor > head {
            kept &= ~(1 << UInt64(index))
        }
        self.choice = kept
        let last = UInt64.bitWidth - 1 - kept.leadingZeroBitCount
        lastCursor = kept == 0 ? through : batch.entries[last].event.cursor
    }
}
