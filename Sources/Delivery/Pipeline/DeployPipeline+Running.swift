// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

/// The steps from a recorded release to one with traffic.
extension DeployPipeline {
    /// Makes the place where the release will be reached, and asks whether it could run there.
    func prepare(_ context: StepContext) async throws -> JSONValue {
        let (_, runtime, release) = try await candidate(context)
        let platform = try parts.platform(of: release)
        let address = try await platform.provision(runtime.reference.target, exposure: runtime.exposure)
        for notice in try await platform.validate(runtime.release) { try await context.log(notice.message) }
        return try JSONValue(encoding: address)
    }

    func releaseCommand(_ context: StepContext) async throws -> JSONValue {
        let (_, runtime, release) = try await candidate(context)
        guard let command = release.blueprint.release else { return .null }
        try await context.log("$ \(command)")
        try await runtime.masked {
            try await parts.platform(of: release).run(ReleaseTask(command: command), of: runtime.release) { line in
                try await context.log(
                    runtime.mask.masked(line.text), stream: line.stream == .stderr ? .error : .output)
            }
        }
        return .null
    }

    func start(_ context: StepContext) async throws -> JSONValue {
        let (_, runtime, release) = try await candidate(context)
        return try JSONValue(encoding: try await parts.start(release, runtime))
    }

    func stop(_ context: StepContext, _ output: JSONDocument?) async throws {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        try await parts.stopUnlessActive(try await parts.release(packaged.id), runID: context.runID)
    }

    func health(_ context: StepContext) async throws -> JSONValue {
        let (_, runtime, release) = try await candidate(context)
        // Not what the step before has recorded: that may have ended with the machine since.
        try await parts.prove(try await parts.start(release, runtime), release, runtime, context)
        return .null
    }

    func activate(_ context: StepContext) async throws -> JSONValue {
        let (_, runtime, release) = try await candidate(context)
        return try await parts.activate(release, try await parts.ready(release, runtime, context), context)
    }

    func deactivate(_ context: StepContext, _ output: JSONDocument?) async throws {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        try await parts.giveBack(from: packaged.id, to: packaged.predecessor, context)
    }

    static func needsWorkers(_ context: StepContext) throws -> Bool {
        try context.output(of: "package", as: PackagedRelease.self).workers == true
    }

    func workers(_ context: StepContext) async throws -> JSONValue {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        try await parts.moveWorkers(to: packaged.id, from: packaged.predecessor, context)
        return .null
    }

    func giveBackWorkers(_ context: StepContext, _ output: JSONDocument?) async throws {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        try await parts.giveBackWorkers(from: packaged.id, to: packaged.predecessor, context)
    }

    func retire(_ context: StepContext) async throws -> JSONValue {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        try await parts.retirePredecessors(of: packaged.id, keeping: packaged.predecessor, context)
        return .null
    }

    func prune(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DeployInput.self)
        let project = try await parts.project(input.project)
        try await parts.prune(project, runID: context.runID)
        return .null
    }

    func candidate(
        _ context: StepContext, lenient: Bool = false
    ) async throws -> (Project, ReleaseRuntime, Release) {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        let release = try await parts.release(packaged.id)
        let project = try await parts.project(release.projectID)
        return (project, try await parts.runtime(of: release, project: project, lenient: lenient), release)
    }
}
