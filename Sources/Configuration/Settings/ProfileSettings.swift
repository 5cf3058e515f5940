// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Everything that holds for a project in one profile, with the defaults filled in.
package struct ProfileSettings: Sendable, Hashable {
    package var install: CommandOverride?
    package var build: CommandOverride?
    package var start: CommandOverride?
    package var release: CommandOverride?
    /// The folder to serve for a static site, relative to the source's root.
    package var outputDirectory: String?
    /// The port the app listens on when it does not honour PORT.
    package var port: Int?
    package var health: HealthSettings
    /// Plain variables; those set with `dextra env` win over them.
    package var environment: [String: String]
    package var required: [RequiredVariable]
    package var stop: StopSettings
    /// How many releases stay on disk, the active one included.
    package var keep: Int?
    /// How long the predecessor runs on without traffic after a switch.
    package var warm: Duration
    /// How long open requests of the predecessor may take after a switch.
    package var drain: Duration
    /// Host names routed to this profile besides its own.
    package var domains: [String]
    package var limits: ResourceLimitSettings
    /// Whether a static site answers unknown paths with its index.html.
    package var isSinglePage: Bool
    /// nil: the server's own choice.
    package var platform: PlatformName?
    /// How many processes share the traffic.
    package var instances: Int
    /// nil: the traffic goes over at once.
    package var canary: CanaryPolicy?
    /// nil: as found in the source.
    package var image: ImageSettings?
    package var services: [ServiceDeclaration]
    package var workers: [WorkerDeclaration]
    package var schedules: [ScheduleDeclaration]

    /// Whether the file alone says how the app is served, so that it need not be recognised.
    package var describesApplication: Bool {
        if case .run = start { return true }
        return outputDirectory != nil
    }

    init(_ layer: SettingsLayer) {
        install = layer.install
        build = layer.build
        start = layer.start
        release = layer.release
        outputDirectory = layer.outputDirectory
        port = layer.port
        health = HealthSettings(layer.health)
        environment = layer.environment
        required = layer.required
        stop = StopSettings(signal: layer.stop.signal ?? .term, grace: layer.stop.grace ?? .seconds(10))
        keep = layer.keep
        warm = layer.warm ?? .seconds(600)
        drain = layer.drain ?? .seconds(60)
        domains = layer.domains ?? []
        limits = layer.limits
        isSinglePage = layer.isSinglePage ?? false
        platform = layer.platform
        instances = layer.instances ?? 1
        canary = layer.canary.policy
        image = layer.image.settings
        services = layer.services.values
        workers = layer.workers.values
        schedules = layer.schedules.values
    }
}

/// How a release proves that it works before it gets traffic, and goes on proving it.
package struct HealthSettings: Sendable, Hashable {
    /// nil: as detected, else `/`.
    package var path: String?
    /// For one answer.
    package var timeout: Duration
    /// Between two questions.
    package var interval: Duration
    /// From the start to the first good answer.
    package var deadline: Duration
    /// The statuses that mean healthy.
    package var expect: [ClosedRange<Int>]

    init(_ layer: SettingsLayer.HealthLayer) {
        path = layer.path
        timeout = layer.timeout ?? .seconds(5)
        interval = layer.interval ?? .milliseconds(100)
        deadline = layer.deadline ?? .seconds(60)
        expect = layer.expect ?? [200...399]
    }

    package func accepts(_ status: Int) -> Bool { expect.contains { $0.contains(status) } }
}

/// How the app is asked to end, and how long it may take before it is killed.
package struct StopSettings: Sendable, Hashable {
    package var signal: StopSignal
    package var grace: Duration
}

/// Bounds on what the app may use; nil means the platform's own.
package struct ResourceLimitSettings: Sendable, Hashable {
    /// Bytes.
    package var memory: Int?
    package var processes: Int?
    package var openFiles: Int?
    /// In cores.
    package var cpus: Double?

    package init(memory: Int? = nil, processes: Int? = nil, openFiles: Int? = nil, cpus: Double? = nil) {
        self.cpus = cpus
        self.memory = memory
        self.processes = processes
        self.openFiles = openFiles
    }
}
