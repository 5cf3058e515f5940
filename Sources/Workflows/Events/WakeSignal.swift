// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Wakes whoever waits for something to have changed. It counts, so a change between looking and waiting is not missed:
/// take `count`, look, and wait for more than that.
package final class WakeSignal: Sendable {
    private struct State {
        var count: UInt64 = 0
        var nextWaiter: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, any Error>] = [:]
        var cancelled: Set<UInt64> = []
    }

    private let state = Mutex(State())

    package init() {}

    /// How often it was raised.
    package var count: UInt64 { state.withLock(\.count) }

    package func raise() {
        let waiters = state.withLock { state in
            state.count += 1
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns once it was raised more often than `seen`; throws `CancellationError` when the task is cancelled.
    package func wait(beyond seen: UInt64) async throws {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try await withTaskCancellationHandler {
            try await wait(beyond: seen, as: id)
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: id)
                if waiter == nil { state.cancelled.insert(id) }
                return waiter
            }
            waiter?.resume(throwing: CancellationError())
        }
        // A cancellation that came too late to matter must not leave its mark behind.
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// The same for a waiter that must see it through even when its task is cancelled.
    package func waitRegardless(beyond seen: UInt64) async {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try? await wait(beyond: seen, as: id)
    }

    // The condition is tested inside the continuation, under the lock that raising takes: no wake-up is lost.
    private func wait(beyond seen: UInt64, as id: UInt64) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let result: Result<Void, any Error>? = state.withLock { state in
                if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                if state.count > seen { return .success(()) }
                state.waiters[id] = continuation
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }
}
