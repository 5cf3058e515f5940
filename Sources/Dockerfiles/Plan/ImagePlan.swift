// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// How one stack becomes an image, before it is written down: what differs from recipe to recipe.
struct ImagePlan {
    /// Debian's packages and commands that make one image of both the build's and the release's, which are then the same.
    var sharedPackages: [String] = []
    var sharedTools: [String] = []
    /// Where it is built.
    var builder: Image
    /// Debian's packages that the build needs beyond its image.
    var builderPackages: [String] = []
    /// Further tools, one command each, before anything of the source.
    var tools: [String] = []
    /// Further images of which a tool is copied: the path is the same in both.
    var borrowed: [(image: Image, paths: [String])] = []
    var builderEnvironment: [(String, String)] = []

    /// The files that `install` reads: they get a layer of their own, which a change of the source leaves alone. Empty when
    /// `install` needs the whole source.
    var manifests: [String] = []
    /// Fills the dependency layer.
    var install: String?
    /// Before the build and after the source has been copied over the dependencies.
    var afterCopy: [String] = []
    var build: String?
    var afterBuild: [String] = []
    /// Takes away what only the build needed.
    var prune: [String] = []
    /// Where the package manager keeps what it has fetched.
    var caches: [String] = []

    /// Where it runs.
    var runtime: Image
    var runtimePackages: [String] = []
    var runtimeEnvironment: [(String, String)] = []
    var ships = Shipping.everything
    var start: String?

    var notes: [String] = []

    /// What of the build's folder the image gets.
    enum Shipping: Hashable {
        case everything
        /// Paths in the build's folder, which the shell expands.
        case paths([String])
    }

    init(builder: Image, runtime: Image, for subject: Subject) {
        self.builder = builder
        self.runtime = runtime
        install = subject.blueprint.install
        build = subject.blueprint.build
        start = subject.blueprint.start
    }
}
