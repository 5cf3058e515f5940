// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// A container as the engine described it at one moment.
package struct ContainerSnapshot: Sendable, Hashable {
    package var id: String
    /// Without the leading slash.
    package var name: String
    /// As it was named when the container was created.
    package var image: String
    /// `sha256:…`
    package var imageID: String
    package var labels: [String: String]
    package var created: Timestamp?
    package var state: ContainerState
    /// How often the engine's restart policy has started it again.
    package var restartCount: Int
    package var hasTerminal: Bool
    /// Where its ports are on the host; empty while it does not run.
    package var ports: [PublishedPort]
    package var networks: [String: NetworkAttachment]
}

/// What a container does, or how it ended.
package struct ContainerState: Sendable, Hashable {
    package enum Status: String, Sendable, Hashable {
        case created, running, paused, restarting, removing, exited, dead
    }

    package enum Health: String, Sendable, Hashable {
        case none, starting, healthy, unhealthy
    }

    package var status: Status
    /// Of its last end; 0 before.
    package var exitCode: Int
    /// It ended because it passed its memory limit.
    package var isOutOfMemory: Bool
    /// Why it could not be started, in the engine's words; empty when it could.
    package var error: String
    /// On the engine's machine; nil while it does not run.
    package var processID: Int?
    package var started: Timestamp?
    package var finished: Timestamp?
    package var health: Health
    /// The output of the last health check.
    package var healthOutput: String?

    package var isRunning: Bool { status == .running || status == .paused }
}

/// A container's port as it can be reached from outside.
package struct PublishedPort: Sendable, Hashable {
    package var container: Int
    package var transport: PortMapping.Transport
    package var address: String
    package var host: Int
}

/// A container's place in a network.
package struct NetworkAttachment: Sendable, Hashable {
    /// IPv4; nil while the container does not run.
    package var address: String?
    package var aliases: [String]
}

/// One line of the list of containers.
package struct ContainerSummary: Sendable, Hashable {
    package var id: String
    package var name: String
    package var image: String
    package var imageID: String
    package var labels: [String: String]
    package var status: ContainerState.Status
    /// What it runs, on one line.
    package var command: String
    /// For people, e.g. `Up 3 minutes (healthy)`.
    package var words: String
    package var created: Timestamp
}
