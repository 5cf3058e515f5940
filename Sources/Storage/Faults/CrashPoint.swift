// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// The moment at which a process under test kills itself: just before or just after the n-th commit.
package struct CrashPoint: Sendable, Hashable {
    package enum Phase: String, Sendable {
        /// The transaction's work is done but not committed: all of it must be lost.
        case before
        /// It is durable, but nobody was told.
        case after
    }

    /// Counts the writes that reach their commit, from 1.
    package var write: Int
    package var phase: Phase

    package init(write: Int, phase: Phase) {
        self.write = write
        self.phase = phase
    }

    /// Reads `<write>:before` or `<write>:after`, as the environment's DEXTRA_CRASH_AT has it; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let write = Int(parts[0]), write > 0, let phase = Phase(rawValue: String(parts[1]))
        else { return nil }
        self.init(write: write, phase: phase)
    }
}
