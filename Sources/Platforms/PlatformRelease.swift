// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Primitives

/// All a platform gets to know about a release in order to run it.
package struct PlatformRelease: Sendable, Hashable {
    package var reference: ReleaseReference
    package var id: ReleaseID
    package var artifact: Artifact
    package var workload: Workload
    /// The profile's variables, secrets opened. The platform adds its own (PORT, HOST, DEXTRA_…, HOME, PATH, …), which win.
    package var environment: [String: Redacted<String>]
    /// Absolute folders put before the system's PATH, e.g. an artifact's `.venv/bin`.
    package var searchPath: [String]
    /// Folders outside the artifact that the program must be able to read, e.g. a toolchain.
    package var readable: [String]
    /// The fixed port of a program that doesn't honour PORT; two releases of it can't run side by side on one host.
    package var port: Int?
    package var health: HealthCheck
    package var limits: ReleaseLimits
    /// The polite request to stop.
    package var stopSignal: StopSignal
    /// From the polite request to stop until the forced end.
    package var stopGrace: Duration
    /// How many processes share the traffic, 1 or more.
    package var instances: Int
    /// Its processes without traffic. They run while the release has the traffic.
    package var workers: [WorkerProcess]

    package init(
        reference: ReleaseReference, id: ReleaseID, artifact: Artifact, workload: Workload,
        environment: [String: Redacted<String>] = [:], searchPath: [String] = [], readable: [String] = [],
        port: Int? = nil, health: HealthCheck = HealthCheck(), limits: ReleaseLimits = ReleaseLimits(),
        stopSignal: StopSignal = .term, stopGrace: Duration = .seconds(10), instances: Int = 1,
        workers: [WorkerProcess] = []
    ) {
        self.instances = max(1, instances)
        self.workers = workers
        self.reference = reference
        self.id = id
        self.artifact = artifact
        self.workload = workload
        self.environment = environment
        self.searchPath = searchPath
        self.readable = readable
        self.port = port
        self.health = health
        self.limits = limits
        self.stopSignal = stopSignal
        self.stopGrace = stopGrace
    }
}

/// What was built, in the form a platform can run.
package enum Artifact: Sendable, Hashable, Codable {
    /// An immutable folder on this machine.
    case directory(path: String)
    /// A container image by digest or tag.
    case image(reference: String)
}

/// What a release does.
package enum Workload: Sendable, Hashable, Codable {
    /// A program that answers HTTP: one line for `/bin/sh -c`, run in the artifact's root.
    case command(String)
    /// Files to be served.
    /// - root: folder relative to the artifact's root, empty for the root itself.
    /// - singlePage: unknown paths get `index.html` instead of 404.
    case staticSite(root: String, singlePage: Bool)
    /// What the image does by itself. It answers HTTP on PORT.
    case image
}

/// A command to run once in a release's surroundings, e.g. its database migrations.
package struct ReleaseTask: Sendable, Hashable {
    /// One line for `/bin/sh -c`, run in the artifact's root.
    package var command: String
    package var timeout: Duration

    package init(command: String, timeout: Duration = .seconds(600)) {
        self.command = command
        self.timeout = timeout
    }
}

/// The most a release may use; nil leaves the platform's default.
package struct ReleaseLimits: Sendable, Hashable, Codable {
    package var memoryBytes: Int?
    package var processes: Int?
    package var openFiles: Int?
    /// In cores, e.g. 0.5.
    package var cpus: Double?
    /// Bytes after which a file of its log is full, and how many full ones are kept; the platform's own measure when nil.
    package var logBytes: Int?
    package var logFiles: Int?

    package init(
        memoryBytes: Int? = nil, processes: Int? = nil, openFiles: Int? = nil, cpus: Double? = nil,
        logBytes: Int? = nil, logFiles: Int? = nil
    ) {
        self.memoryBytes = memoryBytes
        self.processes = processes
        self.openFiles = openFiles
        self.cpus = cpus
        self.logBytes = logBytes
        self.logFiles = logFiles
    }
}
