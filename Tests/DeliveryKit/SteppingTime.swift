// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
import Synchronization

/// The system's clocks, which a test can put forward.
package final class SteppingTime: Sendable {
    private let step = Mutex(Duration.zero)

    package init() {}

    package var source: TimeSource {
        TimeSource(
            now: { TimeSource.system.now() + self.step.withLock { $0 } }, uptime: { TimeSource.system.uptime() },
            sleep: { try await TimeSource.system.sleep(for: $0) })
    }

    package func advance(by duration: Duration) { step.withLock { $0 += duration } }
}
