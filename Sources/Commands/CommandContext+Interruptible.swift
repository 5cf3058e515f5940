// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Primitives

extension CommandContext {
    /// Does what an interrupt gives up, and leaves the terminal as the body leaves it when it is cancelled.
    ///
    /// - givingUp: what is said then.
    ///
    /// Throws `cancelled` at Ctrl-C, TERM and HUP, and what the body throws.
    func interruptible<Value: Sendable>(
        givingUp: String, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let signals = self.signals()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await number in signals.arrivals {
                    switch number {
                    case SIGINT, SIGTERM, SIGHUP: throw Failure(.cancelled, givingUp)
                    case SIGTSTP: kill(getpid(), SIGSTOP)
                    default: continue
                    }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() { if let value { return value } }
            throw CancellationError()
        }
    }
}
