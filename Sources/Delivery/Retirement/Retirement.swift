// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Storage
import Workflows

/// What a retire run is given.
struct RetireInput: Sendable, Hashable, Codable {
    var project: ProjectID
    var release: ReleaseID
}

/// The run kind `retire`: a predecessor whose time of being warm is over finishes what it serves and stops.
struct Retirement: Sendable {
    static let kind = "retire"

    let parts: DeliveryParts

    init(_ parts: DeliveryParts) { self.parts = parts }

    var definition: RunDefinition {
        RunDefinition(
            kind: Self.kind,
            // It is nobody's wish that a newer one could stand for.
            isSupersedable: false,
            steps: [
                StepDefinition(
                    name: "stop", effect: .adoptable, timeout: .seconds(2 * 60 * 60), retry: .standard, run: stop)
            ])
    }

    private func stop(_ context: StepContext) async throws -> JSONValue {
        let input = try context.input(as: RetireInput.self)
        let release = try await parts.database.read { connection -> Release? in
            guard let release = try ReleaseStore().find(input.release, on: connection) else { return nil }
            // It may have got the traffic back, or served since, or gone with its project, since the run was asked for.
            let successors = try ReleaseStore().successors(of: release, on: connection)
            guard let due = release.retirementTime(before: successors), due <= parts.time.now() else { return nil }
            return release
        }
        guard let release else { return .null }
        try await parts.stop(release, of: try await parts.project(release.projectID), runID: context.runID)
        return .null
    }
}
