// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model
package import Platforms
import Primitives
package import Synchronization

/// A builder that makes no images and remembers which it was asked for.
package final class ImageBuilderDouble: ImageBuilder {
    package struct State {
        package var images: [ImageName: BuiltImage] = [:]
        /// Every plan, in order.
        package var plans: [ImagePlan] = []
    }

    package let state = Mutex(State())

    package init() {}

    package func find(_ image: ImageName) async throws -> BuiltImage? { state.withLock { $0.images[image] } }

    package func build(
        _ plan: ImagePlan, output: @Sendable ([UInt8]) async throws -> Void,
        progress: @Sendable (Double, String) -> Void
    ) async throws -> BuiltImage {
        try await output(Array("building with \(plan.arguments.values.map { $0.reveal() }.sorted())\n".utf8))
        for secret in plan.secrets.values { try await output(Array("leaking \(secret.reveal())\n".utf8)) }
        return state.withLock { state in
            state.plans.append(plan)
            let built = BuiltImage(
                name: plan.name, reference: "sha256:\(plan.name.artifact)-\(state.plans.count)", size: 100)
            state.images[plan.name] = built
            return built
        }
    }

    package func images(of project: ProjectName) async throws -> [BuiltImage] {
        state.withLock { $0.images.values.filter { $0.name.project == project } }
    }

    package func remove(_ image: ImageName) async throws { state.withLock { $0.images[image] = nil } }
}
