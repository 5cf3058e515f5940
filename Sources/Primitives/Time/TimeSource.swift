// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The injected clock: wall time, monotonic time and sleeping. Nothing else in the product reads a clock.
package struct TimeSource: Sendable {
    private let wall: @Sendable () -> Timestamp
    private let steady: @Sendable () -> Duration
    private let pause: @Sendable (Duration) async throws -> Void

    package init(
        now: @escaping @Sendable () -> Timestamp,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        wall = now
        steady = uptime
        pause = sleep
    }

    /// Wall-clock time, for records.
    package func now() -> Timestamp { wall() }

    /// Time since an arbitrary fixed moment; never goes back. For measuring and for deadlines.
    package func uptime() -> Duration { steady() }

    /// Waits; throws `CancellationError` when the task is cancelled.
    package func sleep(for duration: Duration) async throws { try await pause(duration) }

    /// The machine's own clocks.
    package static let system = TimeSource(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        },
        uptime: {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        },
        sleep: { try await Task.sleep(for: $0) })
}
