// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// Until when a lease surely holds, by this machine's own clock: counted from before each renewal was asked for, so
/// never later than the database thinks.
///
/// A process that was stopped for longer than its lease wakes up in the middle of a step. It can't know whether
/// somebody else has the run by now, but it can know that it may not assume the run is its own.
final class LeaseClock: Sendable {
    private let time: TimeSource
    private let deadline = Mutex<Duration?>(nil)

    init(time: TimeSource) { self.time = time }

    /// Notes a renewal for `duration` that was asked for at `moment` of the time source's uptime.
    func extend(from moment: Duration, by duration: Duration) {
        deadline.withLock { $0 = max($0 ?? .zero, moment + duration) }
    }

    /// The uptime at which a renewal is asked for, to hand to ``extend(from:by:)`` once it is granted.
    var moment: Duration { time.uptime() }

    var hasExpired: Bool {
        let now = time.uptime()
        return deadline.withLock { $0.map { now >= $0 } ?? false }
    }
}
