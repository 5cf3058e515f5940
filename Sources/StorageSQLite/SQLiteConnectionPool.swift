// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization

/// Reading connections, opened when one is needed and none is idle: never more than were in use at once. The one that was
/// used last is lent first, as its cache is warm.
final class SQLiteConnectionPool: Sendable {
    /// Sendable because only whoever has taken it out of the pool touches it.
    private struct Idle: @unchecked Sendable {
        let connection: SQLiteConnection
    }

    private struct State {
        var idle: [Idle] = []
        var lent = 0
        var isClosed = false
        var whenEmpty: [CheckedContinuation<Void, Never>] = []
    }

    private let path: String
    private let pragmas: [String]
    private let state = Mutex(State())

    init(path: String, pragmas: [String]) {
        self.path = path
        self.pragmas = pragmas
    }

    /// Throws `database_closed`, and what opening throws.
    func lend<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
        let idle = try state.withLock { state in
            guard !state.isClosed else { throw closed }
            state.lent += 1
            return state.idle.popLast()
        }
        var used = idle
        defer { takeBack(used) }
        let lent = try idle ?? Idle(connection: try SQLiteConnection(path: path, pragmas: pragmas))
        used = lent
        return try body(lent.connection)
    }

    private func takeBack(_ used: Idle?) {
        let emptied = state.withLock { state in
            state.lent -= 1
            if let used, !state.isClosed { state.idle.append(used) }
            guard state.lent == 0 else { return [] as [CheckedContinuation<Void, Never>] }
            defer { state.whenEmpty = [] }
            return state.whenEmpty
        }
        for continuation in emptied { continuation.resume() }
    }

    /// Returns when all that was lent is back and every connection closed.
    func close() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                state.isClosed = true
                state.idle = []
                if state.lent > 0 { state.whenEmpty.append(continuation) }
                return state.lent == 0
            }
            if isEmpty { continuation.resume() }
        }
    }

    var closed: Failure { .closed(path) }
}
