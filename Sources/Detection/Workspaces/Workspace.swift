// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// Several projects in one tree, as a tool's own file lists them.
struct Workspace {
    /// The tool that installs for all of them, e.g. `pnpm`.
    var tool: Tool
    /// The file that lists the members.
    var file: String
    /// Folders, sorted.
    var folders: [String]
    /// Files of the root that hold for each member too, such as the lock file.
    var shared: [String] = []
    /// Those of the folders that a container image is built from.
    var images: Set<String> = []

    enum Tool: String {
        case node, rush, nx, cargo, go, uv, maven, gradle, dotnet, mix
        /// Folders that a file of another platform names: each stands for itself.
        case folders

        /// The file by which its packages are known.
        var manifest: String? {
            switch self {
            case .node, .rush: "package.json"
            case .nx: "project.json"
            case .cargo: "Cargo.toml"
            case .go: "go.mod"
            case .uv: "pyproject.toml"
            case .maven: "pom.xml"
            case .gradle: "build.gradle"
            case .dotnet: "Directory.Build.props"
            case .mix: "mix.exs"
            case .folders: nil
            }
        }
    }

    /// Whether a folder has a package of the tool's that the workspace leaves out, which is then done on purpose.
    ///
    /// A go.mod says nothing of the modules below its own.
    func leavesOut(_ folder: String, in source: Source) -> Bool {
        guard let manifest = tool.manifest, file != "go.mod" else { return false }
        return source.exists(manifest.inFolder(folder))
    }

    /// Where each kind of workspace is documented, and how its members are found.
    struct Kind: Sendable {
        var name: String
        var document: String
        var read: @Sendable (Source) -> Workspace?
    }

    /// Every workspace the tree declares; a folder belongs to the first that lists it.
    static func all(in source: Source) -> [Workspace] {
        (kinds.compactMap { $0.read(source) } + StatementSource.hosts.compactMap { named(by: $0, in: source) })
            .filter { !$0.folders.isEmpty }
    }

    static let kinds: [Kind] = [
        Kind(name: "pnpm", document: "https://pnpm.io/pnpm-workspace_yaml", read: pnpm),
        Kind(name: "npm, Yarn, Bun", document: "https://docs.npmjs.com/cli/using-npm/workspaces", read: npm),
        Kind(name: "Lerna", document: "https://lerna.js.org/docs/api-reference/configuration", read: lerna),
        Kind(name: "Rush", document: "https://rushjs.io/pages/configs/rush_json/", read: rush),
        Kind(name: "Nx", document: "https://nx.dev/reference/project-configuration", read: nx),
        Kind(name: "Cargo", document: "https://doc.rust-lang.org/cargo/reference/workspaces.html", read: cargo),
        Kind(name: "Go", document: "https://go.dev/doc/modules/layout", read: go),
        Kind(name: "uv", document: "https://docs.astral.sh/uv/concepts/projects/workspaces/", read: uv),
        Kind(
            name: "Maven", document: "https://maven.apache.org/guides/mini/guide-multiple-modules.html", read: maven),
        Kind(
            name: "Gradle", document: "https://docs.gradle.org/current/userguide/multi_project_builds.html",
            read: gradle),
        Kind(name: ".NET", document: "https://learn.microsoft.com/dotnet/core/tools/dotnet-sln", read: dotnet),
        Kind(
            name: "Mix umbrella", document: "https://hexdocs.pm/elixir/dependencies-and-umbrella-projects.html",
            read: mix),
        Kind(
            name: "Docker Compose", document: "https://docs.docker.com/reference/compose-file/build/", read: compose),
    ]
}
