// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

/// What a rollback run is given.
struct RollbackInput: Sendable, Hashable, Codable {
    var project: ProjectID
    var profile: Profile
    var release: ReleaseID
}

/// The run kind `rollback`: an earlier release gets the traffic again, its artifact and configuration together.
///
/// A warm one needs a switch only; a stopped one is started and proves itself first.
struct RollbackPipeline: Sendable {
    static let kind = "rollback"

    let parts: DeliveryParts

    /// What the step `choose` has found.
    private struct Choice: Codable {
        /// The release that has the traffic.
        var predecessor: ReleaseID?
        /// Whether the one to go back to runs.
        var isRunning: Bool
        var instance: PlatformInstance?
        /// Whether its files are there; nil in a run of an earlier version.
        var isBuilt: Bool?
    }

    init(_ parts: DeliveryParts) { self.parts = parts }

    var definition: RunDefinition {
        let isStopped: StepDefinition.Condition = { !(try $0.output(of: "choose", as: Choice.self).isRunning) }
        return RunDefinition(
            // Version 2 builds again what a backup has brought back as a source alone; version 3 moves workers.
            kind: Self.kind, version: 3, supportedVersions: 1...3,
            steps: [
                StepDefinition(name: "choose", effect: .repeatable, weight: 1, timeout: .seconds(30), run: choose),
                StepDefinition(
                    name: "build", effect: .repeatable, weight: 5, timeout: .seconds(2 * 60 * 60),
                    isNeeded: { try $0.output(of: "choose", as: Choice.self).isBuilt == false }, run: build),
                StepDefinition(
                    name: "start", effect: .adoptable, weight: 5, timeout: .seconds(120), isNeeded: isStopped,
                    run: start,
                    compensate: stop),
                StepDefinition(
                    name: "health", effect: .repeatable, weight: 10, timeout: .seconds(60 * 60), isNeeded: isStopped,
                    run: health),
                // As long as a gate: what has ended meanwhile proves itself again, or does so when the switch is undone.
                StepDefinition(
                    name: "switch", effect: .adoptable, weight: 4, timeout: .seconds(60 * 60), retry: .standard,
                    run: activate, compensate: deactivate),
                StepDefinition(
                    name: "workers", effect: .adoptable, weight: 1, timeout: .seconds(600), retry: .standard,
                    run: workers, compensate: giveBackWorkers),
                StepDefinition(
                    name: "retire", effect: .repeatable, weight: 1, timeout: .seconds(2 * 60 * 60), retry: .standard,
                    run: retire),
            ],
            conclusion: { .succeeded($0["switch"]) })
    }

    private func choose(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: RollbackInput.self)
        let (release, runtime) = try await chosen(context)
        try RollbackTarget.check(release)
        let active = try await parts.database.read { connection in
            try ReleaseStore().active(project: input.project, profile: input.profile, on: connection)
        }
        let instance = release.status == .warm ? try await parts.platform(of: release).find(runtime.reference) : nil
        return try JSONValue(
            encoding: Choice(
                predecessor: active?.id, isRunning: instance != nil, instance: instance,
                isBuilt: try await parts.isBuilt(release, of: try await parts.project(release.projectID))))
    }

    /// After a backup was restored there may be a source only.
    private func build(_ context: StepContext) async throws -> JSONValue {
        let (release, _) = try await chosen(context)
        try await parts.rebuild(release, of: try await parts.project(release.projectID), context)
        return .null
    }

    private func start(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await chosen(context)
        let platform = try parts.platform(of: release)
        _ = try await platform.provision(runtime.reference.target, exposure: runtime.exposure)
        return try JSONValue(encoding: try await parts.start(release, runtime))
    }

    private func stop(_ context: StepContext, _ output: JSONDocument?) async throws {
        let input = try context.input(as: RollbackInput.self)
        try await parts.stopUnlessActive(try await parts.release(input.release), runID: context.runID)
    }

    private func health(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await chosen(context)
        // Not what the step before has recorded: that may have ended with the machine since.
        try await parts.prove(try await parts.start(release, runtime), release, runtime, context)
        return .null
    }

    private func activate(_ context: StepContext) async throws -> JSONValue {
        var (release, runtime) = try await chosen(context)
        // A warm one gets the traffic with the processes it has: it was scaled to more of them since, which would have to
        // prove themselves first.
        if let warm = try context.output(of: "choose", as: Choice.self).instance {
            runtime.release.instances = max(1, warm.endpoints.count)
        }
        return try await parts.activate(release, try await parts.ready(release, runtime, context), context)
    }

    private func deactivate(_ context: StepContext, _ output: JSONDocument?) async throws {
        let input = try context.input(as: RollbackInput.self)
        let choice = try context.output(of: "choose", as: Choice.self)
        try await parts.giveBack(from: input.release, to: choice.predecessor, context)
        // A warm one that has ended was started for the switch, without the step that undoes a start.
        guard choice.isRunning, try await parts.release(input.release).status == .stopped else { return }
        try await stop(context, nil)
    }

    private func workers(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: RollbackInput.self)
        let predecessor = try context.output(of: "choose", as: Choice.self).predecessor
        try await parts.moveWorkers(to: input.release, from: predecessor, context)
        return .null
    }

    private func giveBackWorkers(_ context: StepContext, _ output: JSONDocument?) async throws {
        let input = try context.input(as: RollbackInput.self)
        let predecessor = try context.output(of: "choose", as: Choice.self).predecessor
        try await parts.giveBackWorkers(from: input.release, to: predecessor, context)
    }

    private func retire(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: RollbackInput.self)
        let predecessor = try context.output(of: "choose", as: Choice.self).predecessor
        try await parts.retirePredecessors(of: input.release, keeping: predecessor, context)
        return .null
    }

    private func chosen(_ context: StepContext) async throws -> (Release, ReleaseRuntime) {
        let release = try await parts.release(try context.input(as: RollbackInput.self).release)
        let project = try await parts.project(release.projectID)
        return (release, try await parts.runtime(of: release, project: project))
    }
}
