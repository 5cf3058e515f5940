// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension VersionSource {
    /// Variables by which other platforms are told which version to install.
    static let platforms: [VersionSource] =
        rows(
            of: "netlify.toml", "https://docs.netlify.com/configure-builds/manage-dependencies/",
            [
                ("node", "NODE_VERSION"), ("npm", "NPM_VERSION"), ("yarn", "YARN_VERSION"),
                ("python", "PYTHON_VERSION"),
                ("ruby", "RUBY_VERSION"), ("php", "PHP_VERSION"), ("go", "GO_VERSION"),
            ])
        + rows(of: "render.yaml", "https://render.com/docs/node-version", [("node", "NODE_VERSION")])
        + rows(of: "render.yaml", "https://render.com/docs/python-version", [("python", "PYTHON_VERSION")])
        + rows(of: "render.yaml", "https://render.com/docs/bun-version", [("bun", "BUN_VERSION")])
        + rows(
            of: "render.yaml", "https://render.com/docs/elixir-erlang-versions",
            [("elixir", "ELIXIR_VERSION"), ("erlang", "ERLANG_VERSION")])
        // Arguments of the Dockerfile that `fly launch` writes.
        + rows(
            of: "fly.toml", "https://fly.io/docs/reference/configuration/#specify-docker-build-arguments",
            [
                ("node", "NODE_VERSION"), ("python", "PYTHON_VERSION"), ("ruby", "RUBY_VERSION"),
                ("php", "PHP_VERSION"), ("go", "GO_VERSION"), ("bun", "BUN_VERSION"), ("deno", "DENO_VERSION"),
                ("elixir", "ELIXIR_VERSION"),
            ])
        + rows(of: "nixpacks.toml", "https://nixpacks.com/docs/providers/node", [("node", "NIXPACKS_NODE_VERSION")])
        + rows(
            of: "nixpacks.toml", "https://nixpacks.com/docs/providers/python", [("python", "NIXPACKS_PYTHON_VERSION")])

    private static func rows(
        of file: String, _ document: String, _ variables: [(runtime: String, name: String)]
    ) -> [VersionSource] {
        variables.map { runtime, name in
            VersionSource(
                runtime: runtime, file: file, grammar: runtime == "node" ? .node : .line, document: document,
                variable: name, read: { _, _ in nil })
        }
    }
}
