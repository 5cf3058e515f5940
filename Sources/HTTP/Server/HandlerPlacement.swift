// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// Where a server's handlers run. Actors and `@concurrent` functions that they call run there too, as the task prefers
/// that executor.
package enum HandlerPlacement: Sendable {
    /// On the global pool, like any other task.
    case pool
    /// On the connection's event loop: half as much work again for each processor, and only for handlers that never take
    /// long.
    case loop
    /// Begun on the connection's event loop, which a handler leaves with ``Exchange/leavingLoop(_:)`` before anything that
    /// takes long. WebSockets are served on the pool.
    case begunOnLoop
}

extension Exchange {
    /// Runs a function on the global pool; at once when that is where the caller is.
    package nonisolated(nonsending) func leavingLoop(_ body: () async throws -> Void) async throws {
        try await withTaskExecutorPreference(globalConcurrentExecutor) { try await body() }
    }
}
