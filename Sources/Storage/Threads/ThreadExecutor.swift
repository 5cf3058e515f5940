// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

/// A serial executor on a thread of its own, for actors whose calls block on files or compute for long.
package final class ThreadExecutor: SerialExecutor {
    private struct Entry: Sendable {
        let job: UnownedJob
        let executor: UnownedSerialExecutor
    }

    private let entries: BlockingQueue<Entry>

    /// Starts the thread, which ends when the executor is let go of; its actors must hold it. Throws
    /// `thread_unavailable`.
    package init(name: String) throws {
        let entries = BlockingQueue<Entry>()
        self.entries = entries
        // The thread owns the queue only, or the executor would keep itself alive.
        _ = try DedicatedThread(name: name) {
            while let entry = entries.take(atMost: 1).first { entry.job.runSynchronously(on: entry.executor) }
        }
    }

    deinit { entries.close() }

    package func enqueue(_ job: consuming ExecutorJob) {
        // Never refused: the queue closes when nobody is left to enqueue.
        _ = entries.put(Entry(job: UnownedJob(job), executor: asUnownedSerialExecutor()))
    }
}
