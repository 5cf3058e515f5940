// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// Settings as one part of the file gives them; nil where it is silent.
package struct SettingsLayer: Sendable, Hashable {
    package var install: CommandOverride?
    package var build: CommandOverride?
    package var start: CommandOverride?
    package var release: CommandOverride?
    package var outputDirectory: String?
    package var port: Int?
    package var health = HealthLayer()
    package var environment: [String: String] = [:]
    package var required: [RequiredVariable] = []
    package var stop = StopLayer()
    package var keep: Int?
    package var warm: Duration?
    package var drain: Duration?
    package var domains: [String]?
    package var limits = ResourceLimitSettings()
    package var isSinglePage: Bool?
    package var platform: PlatformName?
    package var instances: Int?
    package var canary = CanaryLayer()
    package var image = ImageLayer()
    package var services = NamedEntries<ServiceDeclaration>()
    package var workers = NamedEntries<WorkerDeclaration>()
    package var schedules = NamedEntries<ScheduleDeclaration>()

    package init() {}

    package struct HealthLayer: Sendable, Hashable {
        package var path: String?
        package var timeout: Duration?
        package var interval: Duration?
        package var deadline: Duration?
        package var expect: [ClosedRange<Int>]?
    }

    package struct StopLayer: Sendable, Hashable {
        package var signal: StopSignal?
        package var grace: Duration?
    }

    /// This layer where it speaks, the lower one where it is silent. What has names joins by name.
    func over(_ lower: SettingsLayer) -> SettingsLayer {
        var result = lower
        result.install = install ?? lower.install
        result.build = build ?? lower.build
        result.start = start ?? lower.start
        result.release = release ?? lower.release
        result.outputDirectory = outputDirectory ?? lower.outputDirectory
        result.port = port ?? lower.port
        result.health.path = health.path ?? lower.health.path
        result.health.timeout = health.timeout ?? lower.health.timeout
        result.health.interval = health.interval ?? lower.health.interval
        result.health.deadline = health.deadline ?? lower.health.deadline
        result.health.expect = health.expect ?? lower.health.expect
        result.environment = lower.environment.merging(environment) { _, own in own }
        let own = Set(required.map(\.name))
        result.required = lower.required.filter { !own.contains($0.name) } + required
        result.stop.signal = stop.signal ?? lower.stop.signal
        result.stop.grace = stop.grace ?? lower.stop.grace
        result.keep = keep ?? lower.keep
        result.warm = warm ?? lower.warm
        result.drain = drain ?? lower.drain
        result.domains = domains ?? lower.domains
        result.limits.memory = limits.memory ?? lower.limits.memory
        result.limits.processes = limits.processes ?? lower.limits.processes
        result.limits.openFiles = limits.openFiles ?? lower.limits.openFiles
        result.limits.cpus = limits.cpus ?? lower.limits.cpus
        result.isSinglePage = isSinglePage ?? lower.isSinglePage
        result.platform = platform ?? lower.platform
        result.instances = instances ?? lower.instances
        result.canary = canary.over(lower.canary)
        result.image = image.over(lower.image)
        result.services = services.over(lower.services)
        result.workers = workers.over(lower.workers)
        result.schedules = schedules.over(lower.schedules)
        return result
    }
}

/// What the file says about one command: another one, or none at all.
package enum CommandOverride: Sendable, Hashable {
    /// Written as `false`: the detected command is not run.
    case disabled
    case run(String)
}
