// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives
import Wire

/// Tells the service manager that the server lives, for as long as it really does.
package struct Watchdog: Sendable {
    private let manager: ServiceManager
    private let health: HealthService
    private let time: TimeSource

    package init(_ manager: ServiceManager, health: HealthService, time: TimeSource) {
        self.manager = manager
        self.health = health
        self.time = time
    }

    /// Works until its task is cancelled; returns at once when nobody watches.
    package func run() async throws {
        guard let patience = manager.patience else { return }
        while true {
            if await health.liveness().status == .alive { manager.isAlive() }
            // As sd_watchdog_enabled(3) advises: twice in the time there is.
            try await time.sleep(for: patience / 2)
        }
    }
}
