// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Storage

/// The pool of reading threads, each with a connection of its own.
final class SQLiteReaders: Sendable {
    typealias Job = @Sendable (Result<SQLiteConnection, Failure>) -> Void

    private let queue = BlockingQueue<Job>()
    private let threads: [DedicatedThread]

    init(path: String, count: Int, pragmas: [String]) throws {
        threads = try (1...max(count, 1)).map { [queue] number in
            try DedicatedThread(name: "dextra-db-read\(number)") {
                var connection: SQLiteConnection?
                while let job = queue.take(atMost: 1).first {
                    do {
                        // Opened at the first use: most short-lived processes need one reader or none.
                        let open = try connection ?? SQLiteConnection(path: path, pragmas: pragmas)
                        connection = open
                        job(.success(open))
                    } catch {
                        job(.failure(.wrapping(error)))
                    }
                }
            }
        }
    }

    deinit { queue.close() }

    /// False when the pool is closed; the job is then dropped.
    func put(_ job: @escaping Job) -> Bool { queue.put(job) }

    func close() async {
        queue.close()
        for thread in threads { await thread.finished() }
    }
}
