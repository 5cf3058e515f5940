// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Platforms
import Primitives
import Storage
import Workflows

/// What a rebuild run is given.
struct RebuildInput: Sendable, Hashable, Codable {
    var project: ProjectID
    var release: ReleaseID
}

/// The run kind `rebuild`: a release that should have the traffic gets its files back from its source, as after a backup
/// was restored, and is started.
struct Rebuild: Sendable {
    static let kind = "rebuild"

    let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    var definition: RunDefinition {
        RunDefinition(
            kind: Self.kind,
            steps: [
                StepDefinition(
                    name: "build", effect: .repeatable, weight: 10, timeout: .seconds(2 * 60 * 60), run: build),
                StepDefinition(
                    name: "start", effect: .adoptable, weight: 1, timeout: .seconds(600), retry: .standard, run: start),
            ])
    }

    private func build(_ context: StepContext) async throws -> JSONValue {
        guard let release = try await wanted(context) else { return .null }
        try await parts.rebuild(release, of: try await parts.project(release.projectID), context)
        return .null
    }

    private func start(_ context: StepContext) async throws -> JSONValue {
        guard let release = try await wanted(context) else { return .null }
        let runtime = try await parts.runtime(
            of: release, project: try await parts.project(release.projectID), lenient: true)
        let expected = ExpectedRelease(release: runtime.release, exposure: runtime.exposure, role: .active)
        for report in try await parts.platform(of: release).recover([expected]) {
            if case .failed(let failure) = report.outcome { throw runtime.mask.masked(failure) }
        }
        return .null
    }

    /// nil when something else got the traffic meanwhile.
    private func wanted(_ context: StepContext) async throws -> Release? {
        let input = try context.input(as: RebuildInput.self)
        let release = try await parts.database.read { try ReleaseStore().find(input.release, on: $0) }
        return release?.status == .active ? release : nil
    }
}

extension DeliveryParts {
    /// Makes a release's files again from its source, unless they are there; what goes into them is recorded with it.
    func rebuild(_ release: Release, of project: Project, _ context: StepContext) async throws {
        let environment = try await environments.resolve(
            release.environment, project: project.id, profile: release.profile, lenient: true)
        let built = try await build(
            BuildOrder(
                project: project, source: release.source, artifact: release.artifact, blueprint: release.blueprint,
                settings: release.settings, environment: environment), context)
        if let image = built.image, image != release.image {
            try await database.write { try ReleaseStore().set(image: image, of: release.id, on: $0) }
        }
        if !built.reused { try await context.log("v\(release.number) was built again from its source") }
    }

    /// Whether what a release is made of is there.
    func isBuilt(_ release: Release, of project: Project) async throws -> Bool {
        guard try platform(of: release).capabilities.contains(.runsImages) else {
            return await artifacts.isComplete(release.artifact, of: project)
        }
        return try await platforms.images().find(ImageName(project: project.name, artifact: release.artifact)) != nil
    }
}
