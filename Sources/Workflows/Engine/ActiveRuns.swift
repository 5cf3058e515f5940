// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Synchronization

/// Tells the step that runs to stop. Thrown once, it stays: a step that begins afterwards stops at once.
final class StopSwitch: Sendable {
    enum Reason: Sendable {
        case cancelled
        /// Somebody else has the run: whatever this one still does can't be recorded.
        case leaseLost
    }

    private let reason = Mutex<Reason?>(nil)
    private let signal = WakeSignal()

    func stop(_ new: Reason) {
        reason.withLock { reason in
            if reason == nil || new == .leaseLost { reason = new }
        }
        signal.raise()
    }

    var stopped: Reason? { reason.withLock { $0 } }

    /// Returns once the switch was thrown; throws when the task is cancelled. What undoes a run heeds a lost lease
    /// alone: it is what a cancellation asks for.
    func wait(heedingCancellation: Bool) async throws {
        while true {
            let seen = signal.count
            let stopped = stopped
            if stopped == .leaseLost || (heedingCancellation && stopped != nil) { return }
            try await signal.wait(beyond: seen)
        }
    }
}

/// The runs that this engine works on now.
final class ActiveRuns: Sendable {
    private let switches = Mutex<[RunID: StopSwitch]>([:])

    var count: Int { switches.withLock(\.count) }

    func contains(_ id: RunID) -> Bool { switches.withLock { $0[id] != nil } }

    func begin(_ id: RunID) -> StopSwitch {
        let stop = StopSwitch()
        switches.withLock { $0[id] = stop }
        return stop
    }

    func end(_ id: RunID) { switches.withLock { $0[id] = nil } }

    func cancel(_ id: RunID) { switches.withLock { $0[id] }?.stop(.cancelled) }
}
