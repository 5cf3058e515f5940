// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// Runs what stands beside the releases of a target: databases, caches, brokers. They belong to the target, not to a
/// release, and keep their data over all releases.
package protocol BackingServices: Sendable {
    /// Makes them run, in their order, each ready before the next begins; one that runs as described is left alone. A
    /// changed description replaces the container and keeps the volume. Those no longer named stop and keep their data.
    ///
    /// Throws `service_not_ready` with the last lines of its log, `base_image_missing`, `engine_unavailable`.
    func ensure(
        _ services: [BackingService], of target: PlatformTarget, progress: @Sendable (Double, String) -> Void
    ) async throws -> [BackingServiceAddress]

    /// What runs now, by name; also those that are stopped and keep data.
    func status(of target: PlatformTarget) async throws -> [ProcessStatus]

    /// The service's own output.
    func logs(
        of service: String, _ target: PlatformTarget, _ query: LogQuery, into receiver: LogEntryReceiver) async throws

    /// Stops and removes all of them with their data. What is gone is fine.
    func destroy(_ target: PlatformTarget) async throws
}

/// A service as it should run.
package struct BackingService: Sendable, Hashable {
    /// Lower-case letters, digits and inner dashes, at most 30; also its host name in the target's network.
    package var name: String
    package var image: String
    /// Arguments instead of the image's own; empty for those.
    package var command: [String]
    package var environment: [String: Redacted<String>]
    /// Where the image keeps its data; nil for none. A named volume of the target is mounted there.
    package var dataFolder: String?
    /// The TCP port it listens on.
    package var port: Int
    /// Run inside with `/bin/sh -c`; status 0 means ready. nil: it accepts connections.
    package var readyCommand: String?
    package var readyDeadline: Duration
    package var limits: ReleaseLimits

    package init(
        name: String, image: String, command: [String] = [], environment: [String: Redacted<String>] = [:],
        dataFolder: String? = nil, port: Int, readyCommand: String? = nil, readyDeadline: Duration = .seconds(60),
        limits: ReleaseLimits = ReleaseLimits()
    ) {
        self.name = name
        self.image = image
        self.command = command
        self.environment = environment
        self.dataFolder = dataFolder
        self.port = port
        self.readyCommand = readyCommand
        self.readyDeadline = readyDeadline
        self.limits = limits
    }
}

/// Where a service is reached.
package struct BackingServiceAddress: Sendable, Hashable, Codable {
    package var name: String
    /// From programs of this machine.
    package var onHost: Endpoint
    /// From containers of the same target.
    package var onNetwork: Endpoint

    package init(name: String, onHost: Endpoint, onNetwork: Endpoint) {
        self.name = name
        self.onHost = onHost
        self.onNetwork = onNetwork
    }
}
