// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Primitives
import Storage
import Workflows

/// What a destroy run is given.
struct DestroyInput: Sendable, Hashable, Codable {
    var project: ProjectID
    var name: ProjectName
}

/// The run kind `destroy`: a project's programs, addresses, files, secrets and records go, in that order, so that a
/// crash leaves nothing running that nobody knows of.
struct Destruction: Sendable {
    static let kind = "destroy"

    let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    var definition: RunDefinition {
        RunDefinition(
            kind: Self.kind, isSupersedable: false,
            steps: [
                StepDefinition(
                    name: "stop", effect: .adoptable, weight: 5, timeout: .seconds(600), retry: .standard, run: stop),
                StepDefinition(
                    name: "files", effect: .repeatable, weight: 3, timeout: .seconds(3600), retry: .standard, run: files
                ),
                StepDefinition(name: "records", effect: .repeatable, weight: 1, timeout: .seconds(60), run: records),
            ])
    }

    private func stop(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DestroyInput.self)
        guard let project = try await parts.database.read({ try ProjectStore().find(input.project, on: $0) }) else {
            return .null
        }
        let releases = try await parts.database.read { connection in
            try ReleaseStore().list(project: project.id, limit: .max, on: connection)
        }
        // Every platform it was ever shipped to, and no other: that may not even be there.
        for name in Set(releases.map(\.platformName)).sorted(by: { $0.rawValue < $1.rawValue }) {
            let platform = try parts.platforms.platform(name)
            for profile in Profile.allCases { try await platform.destroy(parts.target(profile, of: project)) }
        }
        for profile in Set(releases.filter { !$0.settings.services.isEmpty }.map(\.profile)) {
            try await parts.platforms.services().destroy(parts.target(profile, of: project))
        }
        return .null
    }

    private func files(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DestroyInput.self)
        // The name may belong to a new project when a crash let this step be taken again after the records were gone.
        guard try await parts.database.read({ try ProjectStore().find(input.project, on: $0) }) != nil else {
            return .null
        }
        try await parts.artifacts.removeAll(of: input.name)
        if try await parts.hasImages(input.project) {
            let images = try parts.platforms.images()
            for image in try await images.images(of: input.name) { try await images.remove(image.name) }
        }
        return .null
    }

    private func records(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: DestroyInput.self)
        try await parts.database.write { [parts] connection in
            try EnvironmentService.deleteSecrets(of: input.project, on: connection)
            try ServiceCredentials.deleteAll(of: input.project, on: connection)
            guard try ProjectStore().delete(input.project, on: connection) else { return }
            try parts.events.append(
                "project.destroyed", subject: context.subject, runID: context.runID,
                data: ["name": .string(input.name.text)], on: connection)
        }
        return .null
    }
}
