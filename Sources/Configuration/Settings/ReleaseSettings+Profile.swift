// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

extension ReleaseSettings {
    /// What a release keeps of its profile's settings.
    package init(_ settings: ProfileSettings) {
        self.init(
            health: Health(
                timeout: settings.health.timeout, interval: settings.health.interval,
                deadline: settings.health.deadline, expect: settings.health.expect),
            stopSignal: settings.stop.signal, stopGrace: settings.stop.grace, keep: settings.keep,
            warm: settings.warm, drain: settings.drain, domains: settings.domains,
            memoryBytes: settings.limits.memory, processes: settings.limits.processes,
            openFiles: settings.limits.openFiles, isSinglePage: settings.isSinglePage,
            cpus: settings.limits.cpus, platform: settings.platform, instances: settings.instances,
            canary: settings.canary, image: settings.image, services: settings.services, workers: settings.workers,
            schedules: settings.schedules)
    }
}
