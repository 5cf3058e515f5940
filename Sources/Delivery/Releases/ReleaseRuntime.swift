// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Model
import Platforms
import Primitives
import Storage

/// A release as its platform sees it, with the secrets that must be masked in what it says.
struct ReleaseRuntime: Sendable {
    var release: PlatformRelease
    var mask: SecretMask
    var exposure: Exposure

    var reference: ReleaseReference { release.reference }
}

extension DeliveryParts {
    /// A recorded release with the current values of its secrets.
    ///
    /// Throws `secret_not_found` when one was unset since, unless `lenient`, which leaves it out: an application that
    /// runs must not be lost because a variable of it was removed.
    func runtime(of release: Release, project: Project, lenient: Bool = false) async throws -> ReleaseRuntime {
        let environment = try await environments.resolve(
            release.environment, project: project.id, profile: release.profile, lenient: lenient)
        let variables = try await serviceVariables(of: release, given: Set(environment.values.keys))
        let scale = try await database.read {
            try ScaleStore().all(project: project.id, profile: release.profile, on: $0)
        }
        let app = layout.app(release.artifact, of: project.name)
        let blueprint = release.blueprint
        let settings = release.settings
        let server = try await database.read { try SettingStore().server(on: $0) }
        return ReleaseRuntime(
            release: PlatformRelease(
                reference: reference(to: release, of: project), id: release.id,
                artifact: release.image.map { .image(reference: $0) } ?? .directory(path: app),
                workload: try Self.workload(of: release),
                environment: variables.reduce(into: environment.values) { $0[$1.name] = $1.value },
                searchPath: [app + "/.venv/bin", app + "/node_modules/.bin"],
                port: blueprint.start == nil && release.image == nil ? nil : blueprint.port,
                health: HealthCheck(
                    path: blueprint.healthPath ?? "/",
                    statuses: Set(settings.health.expect.flatMap { Array($0.from...$0.to) }),
                    interval: settings.health.interval.duration, timeout: settings.health.timeout.duration,
                    deadline: settings.health.deadline.duration),
                limits: ReleaseLimits(
                    memoryBytes: settings.memoryBytes, processes: settings.processes, openFiles: settings.openFiles,
                    cpus: settings.cpus, logBytes: server.appLogBytes, logFiles: server.appLogFiles),
                stopSignal: settings.stopSignal, stopGrace: settings.stopGrace.duration,
                instances: scale["web"] ?? settings.instances,
                workers: settings.workers.compactMap { worker in
                    let count = scale[worker.name] ?? worker.instances
                    return count == 0
                        ? nil : WorkerProcess(name: worker.name, command: worker.command, instances: count)
                }),
            mask: SecretMask(environment.secrets + variables.filter(\.isSecret).map(\.value)),
            exposure: Exposure(hosts: settings.domains))
    }

    func reference(to release: Release, of project: Project) -> ReleaseReference {
        ReleaseReference(target: target(release.profile, of: project), number: release.number)
    }

    func target(_ profile: Profile, of project: Project) -> PlatformTarget {
        PlatformTarget(project: project.name, ordinal: project.ordinal, profile: profile)
    }

    private static func workload(of release: Release) throws -> Workload {
        if release.image != nil { return .image }
        if let start = release.blueprint.start { return .command(start) }
        guard let folder = release.blueprint.outputDirectory else {
            throw Failure(.startUnknown, "nothing says how release v\(release.number) is started")
        }
        return .staticSite(root: folder == "." ? "" : folder, singlePage: release.settings.isSinglePage)
    }
}
