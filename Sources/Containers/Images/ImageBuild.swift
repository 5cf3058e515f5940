// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Primitives

/// How an image is built; what goes into it is the ``BuildContext``.
package struct ImageBuild: Sendable {
    /// Who builds.
    package enum Builder: Sendable, Hashable {
        /// BuildKit when the docker command line has it and speaks to this engine, else the engine's own.
        case automatic
        /// The engine's classic builder (`POST /build`).
        case classic
        /// BuildKit, through the docker command line; `engine_unsupported` when it is not there.
        case buildKit
    }

    /// Names to give to the image, e.g. `registry.example.com/shop:r12`.
    package var tags: [String]
    package var builder = Builder.automatic
    /// `ARG` values. Visible in the image's history: not for secrets.
    package var arguments: [String: String] = [:]
    /// For `RUN --mount=type=secret,id=…`, by ID: seen by that instruction only. BuildKit's alone.
    package var secrets: [String: Redacted<String>] = [:]
    package var labels: [String: String] = [:]
    /// The stage to stop at.
    package var target: String?
    /// E.g. `linux/amd64`.
    package var platform: String?
    /// Images whose layers count as cached.
    package var cacheFrom: [String] = []
    /// Whether to ask the registry for newer base images.
    package var pulls = false
    package var usesCache = true
    /// The network of `RUN` instructions: `none`, `host`, or the engine's default.
    package var network: String?
    /// For base images from registries that want a login.
    package var credentials: [RegistryLogin] = []

    package init(tags: [String]) { self.tags = tags }
}
