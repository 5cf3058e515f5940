// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// A value that takes effort to find out and is asked for by anybody: found out once for all who wait, and kept a while.
final class Coalesced<Value: Sendable>: Sendable {
    private struct State {
        var kept: (value: Value, since: Duration)?
        var search: Task<Value, Never>?
    }

    private let freshness: Duration
    private let time: TimeSource
    private let find: @Sendable () async -> Value
    private let state = Mutex(State())

    init(for freshness: Duration, time: TimeSource, _ find: @escaping @Sendable () async -> Value) {
        self.freshness = freshness
        self.time = time
        self.find = find
    }

    func value() async -> Value {
        let now = time.uptime()
        let search: Task<Value, Never>
        switch state.withLock({ lookUp(&$0, now) }) {
        case .kept(let value): return value
        case .search(let task): search = task
        }
        return await search.value
    }

    private enum Found {
        case kept(Value)
        case search(Task<Value, Never>)
    }

    private func lookUp(_ state: inout State, _ now: Duration) -> Found {
        if let kept = state.kept, now - kept.since < freshness { return .kept(kept.value) }
        if let search = state.search { return .search(search) }
        // Owned by all who wait for it: none of them alone may end it. What it does has deadlines of its own.
        let search = Task {
            let value = await find()
            self.state.withLock { state in
                state.kept = (value, time.uptime())
                state.search = nil
            }
            return value
        }
        state.search = search
        return .search(search)
    }
}
