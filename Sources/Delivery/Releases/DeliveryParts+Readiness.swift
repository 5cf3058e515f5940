// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Platforms
import Workflows

/// What a step may send traffic to.
extension DeliveryParts {
    /// The release as it runs now, known to the platform that looks after it and proven to work.
    ///
    /// What an earlier step has recorded may be of another life of the server or the machine, which a run can't tell: a
    /// recovery neither makes a candidate known nor starts one that ended. What runs is taken over at no cost; what had to be
    /// started proves itself again. So does what runs in a further attempt, for the one before may have started it.
    func ready(
        _ release: Release, _ runtime: ReleaseRuntime, _ context: StepContext
    ) async throws -> PlatformInstance {
        let instance = try await start(release, runtime)
        if !instance.adopted { try await context.log("v\(release.number) had ended and was started again") }
        if !instance.adopted || context.attempt > 1 { try await prove(instance, release, runtime, context) }
        return instance
    }

    /// Starts the release or takes over what of it runs.
    func start(_ release: Release, _ runtime: ReleaseRuntime) async throws -> PlatformInstance {
        try await runtime.masked { try await platform(of: release).start(runtime.release) }
    }
}
