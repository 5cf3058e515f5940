// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// Bounds the time of work that may not listen to its cancellation.
enum Deadline {
    /// What the work gives, unless the limit passes first: then it is cancelled, left to itself, and `nil` is given.
    static func run<Value: Sendable>(
        within limit: Duration, time: TimeSource, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let answer = FirstAnswer<Value?>()
        // Owned by this call, which cancels both when it has an answer.
        let worker = Task { answer.give(await work()) }
        let clock = Task {
            try? await time.sleep(for: limit)
            answer.give(nil)
        }
        defer {
            worker.cancel()
            clock.cancel()
        }
        return await answer.wait()
    }
}

/// The first of several answers; later ones are dropped.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case given(Value)
    }

    private let state = Mutex(State.open)

    func give(_ value: Value) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, Never>? in
            switch state {
            case .open:
                state = .given(value)
                return nil
            case .awaited(let waiter):
                state = .given(value)
                return waiter
            case .given: return nil
            }
        }
        waiter?.resume(returning: value)
    }

    func wait() async -> Value {
        await withCheckedContinuation { waiter in
            let value = state.withLock { state -> Value? in
                if case .given(let value) = state { return value }
                state = .awaited(waiter)
                return nil
            }
            if let value { waiter.resume(returning: value) }
        }
    }
}
