// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import Synchronization

/// A clock that goes on by itself and is put forward by a day on request.
final class Steps: Sendable {
    private let days = Atomic<Int>(0)

    var source: TimeSource {
        TimeSource(
            now: { TimeSource.system.now() + .seconds(self.days.load(ordering: .relaxed) * 86_400) },
            uptime: { TimeSource.system.uptime() }, sleep: { try await TimeSource.system.sleep(for: $0) })
    }

    func advance() { days.add(1, ordering: .relaxed) }
}
