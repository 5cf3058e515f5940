// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let elixir = Ecosystem(
        language: "elixir", looksFor: "mix.exs", sourceEndings: [".ex", ".exs"], frameworks: Framework.elixir,
        read: MixProject.read,
        prepare: { project, draft in
            let source = project.source
            // Hex itself is fetched for dependencies alone; without any there is nothing to ask a registry for.
            let hasDependencies = !project.packages.isEmpty || source.exists("mix.lock") || source.exists("apps")
            var steps =
                hasDependencies ? ["mix local.hex --force", "mix local.rebar --force", "mix deps.get --only prod"] : []
            if source.exists("assets/package.json") {
                let tool = source.exists("assets/package-lock.json") ? "ci" : "install"
                steps.append("npm --prefix assets \(tool)")
                draft.note("assets/package.json", "lists packages of the assets: npm")
            }
            draft.installs(
                with: "mix", steps.isEmpty ? nil : steps.joined(separator: " && "), shownBy: "mix.exs")
            draft.asks(for: "elixir", project.code(commentedBy: "#").after("elixir:")?.firstQuoted, in: "mix.exs")
        },
        program: { MixPlan.release($0, environment: "") })
}

extension Framework<ManifestProject> {
    static let elixir: [Framework] = [
        Framework(
            slug: "phoenix", name: "Phoenix", signals: [.package("phoenix")],
            document: "https://hexdocs.pm/phoenix/releases.html",
            plan: { MixPlan.release($0, environment: "PHX_SERVER=true ") }),
        Framework(
            slug: "plug", name: "Plug", signals: [.package("bandit"), .package("plug_cowboy")],
            document: "https://hexdocs.pm/plug/readme.html", plan: { MixPlan.release($0, environment: "") }),
    ]
}

/// A Mix release: one folder with the application, its dependencies and the virtual machine (hexdocs.pm/mix/Mix.Tasks.Release.html).
enum MixPlan {
    static func release(_ project: ManifestProject, environment: String) -> Plan {
        let code = project.code(commentedBy: "#")
        var steps = ["MIX_ENV=prod mix compile"]
        if code.holds("\"assets.deploy\"") || code.holds("assets.deploy:") {
            steps.append("MIX_ENV=prod mix assets.deploy")
        } else if project.declares("phoenix") != nil, project.source.exists("priv/static") {
            steps.append("MIX_ENV=prod mix phx.digest")
        }
        guard let name = project.programs.first else {
            return withoutRelease(project, steps, umbrella: code.holds("apps_path:"))
        }
        steps.append(
            "MIX_ENV=prod mix release --overwrite" + (project.name == name || project.name == nil ? "" : " \(name)"))
        let folder = "_build/prod/rel/\(name)/bin"
        var plan = Plan(build: steps.joined(separator: " && "), start: "\(environment)\(folder)/\(name) start")
        plan.note("mix.exs", "is released as \(name)")
        plan.release = migration(project, folder)
        for file in ["config/runtime.exs", "config/prod.exs"] {
            guard let text = project.source.text(file) else { continue }
            if text.holds("SECRET_KEY_BASE") { plan.note(file, "needs SECRET_KEY_BASE in the environment") }
            plan.port = plan.port ?? ListeningPort.fixed(in: text)
        }
        return plan
    }

    private static func migration(_ project: ManifestProject, _ folder: String) -> String? {
        let source = project.source
        if source.exists("rel/overlays/bin/migrate") { return "\(folder)/migrate" }
        // Until version 3 Ecto's SQL was a part of it.
        let usesEcto = ["ecto_sql", "phoenix_ecto"].contains { project.declares($0) != nil }
        guard usesEcto, source.exists("priv/repo/migrations") || source.exists("apps") else {
            return nil
        }
        return "MIX_ENV=prod mix ecto.migrate"
    }

    /// An umbrella must name its releases; until it does, its server is started by Mix.
    private static func withoutRelease(_ project: ManifestProject, _ steps: [String], umbrella: Bool) -> Plan {
        guard project.declares("phoenix") != nil, umbrella else {
            return .nothing("mix.exs", "starts no application: a library")
        }
        var plan = Plan(
            build: steps.joined(separator: " && "), start: "PHX_SERVER=true MIX_ENV=prod mix phx.server",
            confidence: 0.7)
        plan.note("mix.exs", "is an umbrella without releases: Mix starts its server")
        return plan
    }
}
