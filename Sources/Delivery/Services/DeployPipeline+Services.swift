// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives
import Workflows

/// The step `services`: what stands beside the releases is there before the first command needs it.
extension DeployPipeline {
    static func needsServices(_ context: StepContext) throws -> Bool {
        try context.output(of: "package", as: PackagedRelease.self).services == true
    }

    func services(_ context: StepContext) async throws -> JSONValue {
        let packaged = try context.output(of: "package", as: PackagedRelease.self)
        let release = try await parts.release(packaged.id)
        try await parts.ensureServices(of: release, try await parts.project(release.projectID)) {
            context.progress($0, $1)
        }
        let names = release.settings.services.map(\.name)
        try await context.log(
            names.isEmpty ? "no services are asked for any more" : "ready: \(names.joined(separator: ", "))")
        return .null
    }
}
