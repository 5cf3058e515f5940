// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// What reads: threads for whatever takes its time, the caller's own thread for what doesn't, and connections that they
/// share.
final class SQLiteReaders: Sendable {
    typealias Job = @Sendable () -> Void

    private let queue = BlockingQueue<Job>()
    private let threads: [DedicatedThread]
    private let connections: SQLiteConnectionPool

    init(path: String, count: Int, pragmas: [String]) throws {
        connections = SQLiteConnectionPool(path: path, pragmas: pragmas)
        threads = try (1...max(count, 1)).map { [queue] number in
            try DedicatedThread(name: "dextra-db-read\(number)") {
                while let job = queue.take(atMost: 1).first { job() }
            }
        }
    }

    deinit { queue.close() }

    /// Runs a closure on one of the threads.
    func read<Value: Sendable>(_ body: @escaping @Sendable (SQLiteConnection) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let accepted = queue.put { [connections] in
                continuation.resume(with: Result { try connections.lend { try $0.snapshot { try body($0) } } })
            }
            if !accepted { continuation.resume(throwing: connections.closed) }
        }
    }

    /// Runs a closure where the caller is.
    func lookUp<Value>(_ body: (SQLiteConnection) throws -> Value) throws -> Value {
        try connections.lend { try $0.snapshot { try body($0) } }
    }

    func close() async {
        queue.close()
        for thread in threads { await thread.finished() }
        await connections.close()
    }
}
