// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// What goes on in all projects that somebody may see: `GET /v1/overview`.
package struct Overview: Sendable, Hashable, Codable {
    /// How many projects there are.
    package var projects: Int
    /// Not over, and not waiting for a person; newest first.
    package var running: [Run]
    /// What needs a person's answer.
    package var waiting: [Run]
    /// What did not succeed of late and has not succeeded since.
    package var failed: [Run]
    package var metrics: DeliveryMetrics

    package init(projects: Int, running: [Run], waiting: [Run], failed: [Run], metrics: DeliveryMetrics) {
        self.projects = projects
        self.running = running
        self.waiting = waiting
        self.failed = failed
        self.metrics = metrics
    }
}
