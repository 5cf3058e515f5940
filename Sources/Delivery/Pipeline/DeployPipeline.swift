// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Configuration
import Detection
import Model
import Primitives
import Storage
import Workflows

/// The run kind `deploy`: from an uploaded source to a release with traffic.
///
/// Until `switch` nothing that serves is touched; what fails before it is undone and the old release goes on serving.
struct DeployPipeline: Sendable {
    static let kind = "deploy"

    let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    var definition: RunDefinition {
        RunDefinition(
            // Version 2 has services, canaries and workers.
            kind: Self.kind, version: 2, supportedVersions: 1...2,
            steps: [
                StepDefinition(name: "source", effect: .repeatable, weight: 1, timeout: .seconds(60), run: source),
                StepDefinition(name: "detect", effect: .repeatable, weight: 1, timeout: .seconds(60), run: detect),
                StepDefinition(
                    name: "configure", effect: .repeatable, weight: 1, timeout: .seconds(60), run: configure),
                StepDefinition(
                    name: "build", effect: .repeatable, weight: 50, timeout: .seconds(2 * 60 * 60), run: build),
                StepDefinition(
                    name: "package", effect: .adoptable, weight: 1, timeout: .seconds(60), run: record,
                    compensate: discard),
                StepDefinition(
                    name: "prepare", effect: .adoptable, weight: 2, timeout: .seconds(120), retry: .standard,
                    run: prepare),
                StepDefinition(
                    name: "services", effect: .adoptable, weight: 5, timeout: .seconds(30 * 60),
                    isNeeded: Self.needsServices, run: services),
                StepDefinition(
                    name: "release_command", effect: .atMostOnce, weight: 10, timeout: .seconds(15 * 60),
                    isNeeded: { try $0.output(of: "detect", as: Blueprint.self).release != nil }, run: releaseCommand),
                StepDefinition(
                    name: "start", effect: .adoptable, weight: 5, timeout: .seconds(120), run: start, compensate: stop),
                StepDefinition(
                    name: "health", effect: .repeatable, weight: 20, timeout: .seconds(60 * 60), run: health),
                StepDefinition(
                    name: "canary", effect: .adoptable, weight: 20, isNeeded: Self.needsCanary, run: canary,
                    compensate: endCanary),
                // As long as a gate: what has ended meanwhile proves itself again, or does so when the switch is undone.
                StepDefinition(
                    name: "switch", effect: .adoptable, weight: 4, timeout: .seconds(60 * 60), retry: .standard,
                    run: activate, compensate: deactivate),
                StepDefinition(
                    name: "workers", effect: .adoptable, weight: 3, timeout: .seconds(600), retry: .standard,
                    isNeeded: Self.needsWorkers, run: workers, compensate: giveBackWorkers),
                // The release serves by now: what passes by itself must not undo that.
                StepDefinition(
                    name: "retire", effect: .repeatable, weight: 3, timeout: .seconds(2 * 60 * 60), retry: .standard,
                    run: retire),
                StepDefinition(
                    name: "prune", effect: .repeatable, weight: 2, timeout: .seconds(600), retry: .standard, run: prune),
            ],
            conclusion: { outputs in
                guard var output = try outputs["switch"]?.value().object else { return .succeeded(nil) }
                output["reused"] = outputs["build"]?["reused"]
                return .succeeded(try JSONDocument(encoding: output))
            })
    }

    private func source(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DeployInput.self)
        try await parts.relay.fetch(input.source)
        let reading = try await SourceReading(input, from: parts.blobs)
        try await reading.checkContents()
        return [
            "files": .integer(Int64(reading.manifest.files.count)), "bytes": .integer(reading.manifest.totalBytes),
        ]
    }

    private func detect(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DeployInput.self)
        let reading = try await SourceReading(input, from: parts.blobs)
        let configuration = try await reading.configuration()
        let blueprint = try await reading.blueprint(
            configuration, profile: input.profile,
            runsImages: try parts.runsImages(configuration.settings(for: input.profile).platform))
        for evidence in blueprint.evidence { try await context.log("\(evidence.file): \(evidence.says)") }
        return try JSONValue(encoding: blueprint)
    }

    private func configure(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DeployInput.self)
        let project = try await parts.project(input.project)
        let reading = try await SourceReading(input, from: parts.blobs)
        let configuration = try await reading.configuration()
        let settings = configuration.settings(for: input.profile)
        let environment = try await parts.environments.current(
            defaults: settings.environment, project: project.id, profile: input.profile)
        try environment.check(settings, project: project.name, profile: input.profile)
        var recorded = ReleaseSettings(settings)
        if try parts.runsImages(settings.platform) {
            recorded.image = try reading.image(configuration, settings.image)
        }
        return try JSONValue(
            encoding: ConfiguredRelease(environment: environment.variables, settings: recorded))
    }

    private func build(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DeployInput.self)
        let project = try await parts.project(input.project)
        let blueprint = try context.output(of: "detect", as: Blueprint.self)
        let configured = try context.output(of: "configure", as: ConfiguredRelease.self)
        let environment = try await parts.environments.resolve(
            configured.environment, project: project.id, profile: input.profile)
        let built = try await parts.build(
            BuildOrder(
                project: project, source: input.source, blueprint: blueprint, settings: configured.settings,
                environment: environment), context)
        if built.reused {
            try await context.log("nothing changed: artifact \(built.artifact.prefix(12)) is used again")
        }
        return try JSONValue(encoding: built)
    }

    /// Records the release once for this run, however often the step is taken.
    private func record(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DeployInput.self)
        let blueprint = try context.output(of: "detect", as: Blueprint.self)
        let configured = try context.output(of: "configure", as: ConfiguredRelease.self)
        let built = try context.output(of: "build", as: BuiltArtifact.self)
        let marks = try await parts.environments.marks(
            of: configured.environment, project: input.project, profile: input.profile)
        let packaged = try await parts.database.write { [parts] connection in
            let store = ReleaseStore()
            let predecessor = try store.active(project: input.project, profile: input.profile, on: connection)
            let services = try BackingServiceStore().names(
                project: input.project, profile: input.profile, on: connection)
            func packaged(_ id: ReleaseID, _ number: Int) -> PackagedRelease {
                PackagedRelease(
                    id: id, number: number, predecessor: predecessor?.id,
                    services: !configured.settings.services.isEmpty || !services.isEmpty,
                    workers: !configured.settings.workers.isEmpty || predecessor?.settings.workers.isEmpty == false)
            }
            if let made = try store.find(madeBy: context.runID, on: connection) {
                return packaged(made.id, made.number)
            }
            let now = parts.time.now()
            let release = Release(
                id: parts.random.identifier(at: now), projectID: input.project, profile: input.profile,
                number: try store.nextNumber(project: input.project, profile: input.profile, on: connection),
                runID: context.runID, source: input.source, artifact: built.artifact, blueprint: blueprint,
                environment: configured.environment, settings: configured.settings, status: .candidate, createdAt: now,
                origin: input.origin, secretMarks: marks, image: built.image)
            try store.insert(release, on: connection)
            try parts.note("release.created", release, runID: context.runID, on: connection)
            return packaged(release.id, release.number)
        }
        return try JSONValue(encoding: packaged)
    }

    /// The run did not get to its end: its release never serves, unless the switch to it could not be undone.
    private func discard(_ context: StepContext, _ output: JSONDocument?) async throws {
        try await parts.database.write { [parts] connection in
            guard let release = try ReleaseStore().find(madeBy: context.runID, on: connection) else { return }
            switch release.status {
            case .candidate: try parts.move(release.id, to: .failed, runID: context.runID, on: connection)
            case .warm: try parts.move(release.id, to: .stopped, runID: context.runID, on: connection)
            // An active one has the traffic still: forgotten here, nothing would be brought back after a restart.
            case .active, .stopped, .failed, .pruned: break
            }
        }
    }
}
