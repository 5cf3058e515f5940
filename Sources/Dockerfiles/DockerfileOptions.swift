// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

package import Model

/// What a generated Dockerfile may be told beside the blueprint.
package struct DockerfileOptions: Sendable, Hashable {
    /// The builder it is written for.
    package enum Style: String, Sendable, Hashable, CaseIterable {
        /// Every builder, also that of Docker Engine 20.10 without BuildKit.
        case classic
        /// BuildKit: the package managers' caches are kept from build to build by `RUN --mount`.
        case buildKit = "buildkit"
    }

    package var style: Style
    package var baseImages: BaseImages
    /// For static sites: paths without a file give the root's index.html.
    package var isSinglePage: Bool
    package var stopSignal: StopSignal
    /// Names of variables that the build command reads, passed by `docker build --build-arg`. They stay visible in the
    /// history of the build stage: nothing secret belongs here.
    package var buildVariables: [String]

    package init(
        style: Style = .classic, baseImages: BaseImages = .own, isSinglePage: Bool = false,
        stopSignal: StopSignal = .term, buildVariables: [String] = []
    ) {
        self.style = style
        self.baseImages = baseImages
        self.isSinglePage = isSinglePage
        self.stopSignal = stopSignal
        self.buildVariables = buildVariables
    }
}
