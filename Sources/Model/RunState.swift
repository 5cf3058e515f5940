// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Where a run stands; `RunMachine` says how it may move.
package enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Recorded, not begun: waits for a worker or for an earlier run of its subject.
    case pending
    case running
    /// Needs a person's answer or a moment in time.
    case waiting
    case cancelling
    case succeeded
    case failed
    /// Some targets succeeded and some did not.
    case partial
    case cancelled
    /// Failed, and every effect was compensated.
    case rolledBack = "rolled_back"

    /// Whether no further step will be taken.
    package var isTerminal: Bool {
        switch self {
        case .pending, .running, .waiting, .cancelling: false
        case .succeeded, .failed, .partial, .cancelled, .rolledBack: true
        }
    }
}

/// What a crash in the middle of a step means for its repetition.
package enum EffectClass: String, Sendable, Hashable, Codable, CaseIterable {
    /// The far side takes an idempotency key: repeat with the same one.
    case keyed
    /// Look first; adopt what exists.
    case adoptable
    /// Doing it twice is the same as once.
    case repeatable
    /// Never repeated on its own: after a crash in its middle a person is asked.
    case atMostOnce = "at_most_once"
}

/// Where one step of a run stands.
package enum StepState: String, Sendable, Hashable, Codable, CaseIterable {
    case pending, running, succeeded, failed, skipped, cancelled, compensated
    case compensationFailed = "compensation_failed"
}
