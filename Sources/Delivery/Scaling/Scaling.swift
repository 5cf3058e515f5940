// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

/// What a scale run is given.
struct ScaleInput: Sendable, Hashable, Codable {
    var project: ProjectID
    var profile: Profile
    /// `web` or a worker to how many of it shall run; empty takes back what was asked for before.
    var instances: [String: Int]
}

/// The run kind `scale`: the release with the traffic gets more or fewer processes. New ones prove themselves before they
/// get traffic; those that are too many finish what they serve. What was asked for holds for later releases too.
struct Scaling: Sendable {
    static let kind = "scale"

    let parts: DeliveryParts

    /// What the step `record` has found: how many were asked for before.
    private struct Before: Codable {
        var instances: [String: Int]
    }

    init(_ parts: DeliveryParts) { self.parts = parts }

    var definition: RunDefinition {
        RunDefinition(
            kind: Self.kind,
            steps: [
                StepDefinition(
                    name: "record", effect: .repeatable, weight: 1, timeout: .seconds(30), run: record,
                    compensate: restore),
                StepDefinition(
                    name: "start", effect: .adoptable, weight: 5, timeout: .seconds(600), run: start,
                    compensate: trimBack),
                StepDefinition(
                    name: "health", effect: .repeatable, weight: 10, timeout: .seconds(60 * 60), run: health),
                // As long as a gate: what has ended meanwhile proves itself again.
                StepDefinition(
                    name: "switch", effect: .adoptable, weight: 2, timeout: .seconds(60 * 60), retry: .standard,
                    run: share),
                StepDefinition(
                    name: "workers", effect: .adoptable, weight: 2, timeout: .seconds(600), retry: .standard,
                    run: workers),
                StepDefinition(
                    name: "trim", effect: .repeatable, weight: 3, timeout: .seconds(2 * 60 * 60), retry: .standard,
                    run: trim),
            ],
            conclusion: { .succeeded($0["workers"]) })
    }

    private func record(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: ScaleInput.self)
        let before = try await parts.database.write { connection in
            let store = ScaleStore()
            let before = try store.all(project: input.project, profile: input.profile, on: connection)
            if input.instances.isEmpty {
                try store.reset(project: input.project, profile: input.profile, on: connection)
            }
            for (process, count) in input.instances {
                try store.set(count, of: process, project: input.project, profile: input.profile, on: connection)
            }
            return before
        }
        return try JSONValue(encoding: Before(instances: before))
    }

    private func restore(_ context: StepContext, _ output: JSONDocument?) async throws {
        guard let before = try output?.decoded(as: Before.self) else { return }
        let input = try context.input(as: ScaleInput.self)
        try await parts.database.write { connection in
            try ScaleStore().reset(project: input.project, profile: input.profile, on: connection)
            for (process, count) in before.instances {
                try ScaleStore().set(count, of: process, project: input.project, profile: input.profile, on: connection)
            }
        }
    }

    private func start(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await active(context)
        return try JSONValue(encoding: try await parts.start(release, runtime))
    }

    /// The processes that were added go again, once those of before have all of the traffic: a recovery or the step `switch`
    /// may have given them some.
    private func trimBack(_ context: StepContext, _ output: JSONDocument?) async throws {
        guard let before = try context.outputs["record"]?.decoded(as: Before.self) else { return }
        let (release, runtime) = try await active(context)
        var earlier = runtime.release
        earlier.instances = before.instances["web"] ?? release.settings.instances
        let platform = try parts.platform(of: release)
        _ = try await platform.switchTraffic(to: try await platform.start(earlier))
        try await platform.trim(earlier, within: .zero)
    }

    private func health(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await active(context)
        // Not what the step before has recorded: that may have ended with the machine since.
        try await parts.prove(try await parts.start(release, runtime), release, runtime, context)
        return .null
    }

    private func share(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await active(context)
        _ = try await parts.platform(of: release).switchTraffic(to: try await parts.ready(release, runtime, context))
        return .null
    }

    private func workers(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await active(context)
        try await parts.platform(of: release).startWorkers(of: runtime.release)
        var instances = ["web": JSONValue.integer(Int64(runtime.release.instances))]
        for worker in runtime.release.workers { instances[worker.name] = .integer(Int64(worker.instances)) }
        return ["release": .integer(Int64(release.number)), "instances": .object(instances)]
    }

    private func trim(_ context: StepContext) async throws -> JSONValue {
        let (release, runtime) = try await active(context)
        try await parts.platform(of: release).trim(runtime.release, within: release.settings.drain.duration)
        return .null
    }

    private func active(_ context: StepContext) async throws -> (Release, ReleaseRuntime) {
        let input = try context.input(as: ScaleInput.self)
        let project = try await parts.project(input.project)
        let release = try await parts.database.read { connection in
            try ReleaseStore().active(project: input.project, profile: input.profile, on: connection)
        }
        guard let release else { throw DeliveryParts.nothingDeployed(project.name, input.profile) }
        return (release, try await parts.runtime(of: release, project: project, lenient: true))
    }
}
