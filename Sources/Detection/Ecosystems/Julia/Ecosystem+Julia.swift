// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let julia = Ecosystem(
        language: "julia", looksFor: "Project.toml", sourceEndings: [".jl"], frameworks: Framework.julia,
        read: { source in
            guard let manifest = source.first(of: ["Project.toml", "JuliaProject.toml"]) else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            let table = source.toml(manifest)
            project.name = table?["name"]?.string
            project.packages = Set((table?["deps"]?.table ?? [:]).keys)
            guard project.name != nil || !project.packages.isEmpty else { return nil }
            return project
        },
        prepare: { project, draft in
            draft.installs(
                with: "pkg", "julia --project=. -e 'using Pkg; Pkg.instantiate(); Pkg.precompile()'",
                shownBy: project.manifest)
            draft.asks(
                for: "julia", project.source.toml(project.manifest)?[["compat", "julia"]]?.string, in: project.manifest)
        },
        program: JuliaPlan.script)
}

extension Framework<ManifestProject> {
    static let julia: [Framework] = [
        Framework(
            slug: "franklin", name: "Franklin", signals: [.package("Franklin")],
            document: "https://franklinjl.org/workflow/deploy/",
            plan: { _ in
                Plan(build: "julia --project=. -e 'using Franklin; optimize()'", outputDirectory: "__site")
            }),
        Framework(
            slug: "genie", name: "Genie", signals: [.package("Genie"), .package("GenieFramework")],
            document: "https://genieframework.github.io/Genie.jl/dev/API/server.html", plan: JuliaPlan.genie),
        Framework(
            slug: "oxygen", name: "Oxygen", signals: [.package("Oxygen")],
            document: "https://oxygenframework.github.io/Oxygen.jl/stable/", plan: JuliaPlan.script),
        Framework(
            slug: "dash-jl", name: "Dash", signals: [.package("Dash")], document: "https://dash.plotly.com/julia",
            plan: JuliaPlan.script),
        Framework(
            slug: "http-jl", name: "HTTP.jl", signals: [.package("HTTP")],
            document: "https://juliaweb.github.io/HTTP.jl/stable/",
            plan: JuliaPlan.script),
    ]
}

/// A script in the project's environment, or a Genie application.
enum JuliaPlan {
    private static let files = [
        "server.jl", "app.jl", "main.jl", "run.jl", "bin/server.jl", "src/server.jl", "src/app.jl", "src/main.jl",
    ]

    static func script(_ project: ManifestProject) -> Plan {
        guard let file = project.source.first(of: files) else {
            return .nothing(project.manifest, "has no script to run: a package")
        }
        var plan = Plan(start: "julia --project=. \(file)", confidence: 0.8)
        plan.port = ListeningPort.fixed(in: project.source.text(file) ?? "")
        plan.note(file, "is run as a script")
        return plan
    }

    static func genie(_ project: ManifestProject) -> Plan {
        // An application has a bootstrap and routes; a script calls `up` itself.
        guard
            project.source.exists("bootstrap.jl") || project.source.exists("routes.jl")
                || project.source.exists("config/env")
        else {
            return script(project)
        }
        let up = "up(parse(Int, ENV[\"PORT\"]), get(ENV, \"HOST\", \"0.0.0.0\"); async = false)"
        var plan = Plan(
            start: "GENIE_ENV=prod julia --project=. -e 'using Genie; Genie.loadapp(); \(up)'", confidence: 0.85)
        plan.note(
            project.source.first(of: ["routes.jl", "bootstrap.jl"]) ?? "config/env", "is part of a Genie application")
        return plan
    }
}
