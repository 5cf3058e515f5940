// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Ecosystem {
    static let r = Ecosystem(
        language: "r", looksFor: "app.R, plumber.R, renv.lock or DESCRIPTION", sourceEndings: [".R", ".r"],
        frameworks: Framework.r,
        read: { source in
            let signs = ["app.R", "server.R", "plumber.R", "renv.lock", "entrypoint.R", "main.R", "api.R", "run.R"]
            let isPackage = source.exists("DESCRIPTION") && source.exists("NAMESPACE")
            guard let manifest = source.first(of: signs) ?? (isPackage ? "DESCRIPTION" : nil) else { return nil }
            var project = ManifestProject(source, manifest: manifest)
            let description = source.text("DESCRIPTION") ?? ""
            project.packages = description.after("Imports:")?.prefix(2000).symbols ?? []
            project.packages.formUnion((source.json("renv.lock")?["Packages"]?.object ?? [:]).keys)
            for file in [
                "app.R", "server.R", "ui.R", "global.R", "plumber.R", "api.R", "main.R", "entrypoint.R", "run.R",
            ] {
                let code = source.code(file, commentedBy: "#")
                project.packages.formUnion(code.allAfter("library(").map(\.leadingUnquotedName))
                project.packages.formUnion(["shiny", "plumber", "ambiorix"].filter { code.holds("\($0)::") })
            }
            return project
        },
        prepare: { project, draft in
            guard project.source.exists("renv.lock") else { return }
            draft.installs(
                with: "renv",
                "Rscript -e \"if (!requireNamespace('renv', quietly = TRUE)) install.packages('renv', repos = 'https://cloud.r-project.org')\" "
                    + "-e \"renv::restore(prompt = FALSE)\"", shownBy: "renv.lock")
            draft.asks(for: "r", project.source.json("renv.lock")?["R"]?["Version"]?.string, in: "renv.lock")
        },
        program: RPlan.script)
}

extension Framework<ManifestProject> {
    static let r: [Framework] = [
        Framework(
            slug: "plumber", name: "Plumber",
            signals: [.file("plumber.R"), .all([.package("plumber"), .file("api.R")])],
            document: "https://www.rplumber.io/articles/hosting.html",
            plan: { project in
                let file = project.source.first(of: ["plumber.R", "api.R"]) ?? "plumber.R"
                var plan = Plan(
                    start: "Rscript -e \"plumber::pr_run(plumber::pr('\(file)'), \(RPlan.address), docs = FALSE)\"")
                plan.note(file, "is the Plumber API")
                return plan
            }),
        Framework(
            slug: "shiny", name: "Shiny", signals: [.package("shiny")],
            document: "https://shiny.posit.co/r/reference/shiny/latest/runapp.html",
            plan: { project in
                let source = project.source
                guard source.exists("app.R") || (source.exists("server.R") && source.exists("ui.R")) else {
                    return RPlan.script(project)
                }
                var plan = Plan(start: "Rscript -e \"shiny::runApp('.', \(RPlan.address))\"")
                plan.note(source.exists("app.R") ? "app.R" : "server.R", "is the Shiny application")
                return plan
            }),
    ]
}

/// Programs of R, given their address as arguments of the function that serves.
enum RPlan {
    static let address = "host = Sys.getenv('HOST', '0.0.0.0'), port = as.integer(Sys.getenv('PORT'))"

    static func script(_ project: ManifestProject) -> Plan {
        guard let file = project.source.first(of: ["entrypoint.R", "main.R", "run.R", "server.R", "app.R", "api.R"])
        else {
            return .nothing(project.manifest, "is R, but nothing says how it starts")
        }
        var plan = Plan(start: "Rscript \(file)", confidence: 0.7)
        plan.port = ListeningPort.fixed(in: project.source.text(file) ?? "")
        plan.note(file, "is run as a script")
        return plan
    }
}

extension StringProtocol {
    /// The leading name, quoted or not: `shiny` in `library("shiny")`.
    fileprivate var leadingUnquotedName: String { drop { $0 == "\"" || $0 == "'" || $0 == " " }.leadingName }
}
