// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What other threads hand to an event loop: Swift jobs and plain functions, in order of arrival.
///
/// A pthread mutex and not `Mutex`: this lock is taken on every hop, where `Mutex` is slower under contention and
/// gives ThreadSanitizer false alarms.
// Unchecked: `jobs`, `functions` and `isSignalled` are only touched between lock and unlock of `lock`, which lives on
// the heap so that its address is stable.
final class JobQueue: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var jobs: [UnownedJob] = []
    private var functions: [@Sendable () -> Void] = []
    private var isSignalled = false

    init() { pthread_mutex_init(lock, nil) }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// True when the loop has to be woken: nobody did since it last took the queue.
    func add(_ job: UnownedJob) -> Bool {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        jobs.append(job)
        return signal()
    }

    /// As ``add(_:)-(UnownedJob)``, for a function.
    func add(_ function: @escaping @Sendable () -> Void) -> Bool {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        functions.append(function)
        return signal()
    }

    /// Moves everything queued to the loop's own arrays.
    func take(jobs taken: inout [UnownedJob], functions takenFunctions: inout [@Sendable () -> Void]) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        guard isSignalled else { return }
        taken.append(contentsOf: jobs)
        jobs.removeAll(keepingCapacity: true)
        swap(&functions, &takenFunctions)
        isSignalled = false
    }

    private func signal() -> Bool {
        defer { isSignalled = true }
        return !isSignalled
    }
}
