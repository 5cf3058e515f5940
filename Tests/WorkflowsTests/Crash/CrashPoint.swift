// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage
import Synchronization
import Workflows

/// The moment at which a simulated process dies: from then on nothing it does reaches the world or the database.
final class CrashPoint: Sendable {
    private struct State {
        var left: Int
        var isDead = false
    }

    private let state: Mutex<State>
    private let death = WakeSignal()

    /// Dies when the given number of moments has passed; never when it is nil.
    init(after moments: Int?) { state = Mutex(State(left: moments ?? .max)) }

    var isDead: Bool { state.withLock(\.isDead) }

    /// One moment at which a process may die; throws when it is dead.
    func pass() throws {
        let (isDead, isNew) = state.withLock { state in
            if state.isDead { return (true, false) }
            state.left -= 1
            state.isDead = state.left <= 0
            return (state.isDead, state.isDead)
        }
        if isNew { death.raise() }
        if isDead { throw Failure(.databaseClosed, "the process is dead") }
    }

    func waitForDeath() async throws { try await death.wait(beyond: 0) }
}

/// A database whose process may die right before and right after each commit.
struct MortalDatabase: Database {
    let base: any Database
    let crash: CrashPoint

    var dialect: SQLDialect { base.dialect }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any ReadConnection) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try crash.pass()
        let value = try await base.write(body)
        try crash.pass()
        return value
    }

    func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        base.subscribe(topic, action)
    }

    func close() async {}
}
