// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Synchronization

/// A database that kills its process (SIGKILL, so nothing is tidied up) at a chosen commit.
///
/// For tests that enumerate the commits of an operation and show that it survives a crash at each of them.
package final class CrashingDatabase: Database {
    private let database: any Database
    private let point: CrashPoint
    private let writes = Atomic<Int>(0)

    package init(_ database: any Database, at point: CrashPoint) {
        self.database = database
        self.point = point
    }

    package var dialect: SQLDialect { database.dialect }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadConnection) throws -> Value
    ) async throws -> Value {
        try await database.read(body)
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteConnection) throws -> Value
    ) async throws -> Value {
        try await database.write { connection in
            let value = try body(connection)
            if self.writes.wrappingAdd(1, ordering: .relaxed).newValue == self.point.write {
                switch self.point.phase {
                case .before: Self.crash()
                case .after: connection.afterCommit { Self.crash() }
                }
            }
            return value
        }
    }

    package func subscribe(_ topic: Announcement, _ action: @escaping @Sendable () -> Void) {
        database.subscribe(topic, action)
    }

    package func close() async { await database.close() }

    private static func crash() {
        kill(getpid(), SIGKILL)
        // The signal is the whole process's; this thread must not get any further until it is delivered.
        while true { pause() }
    }
}
