// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let gleam = Ecosystem(
        language: "gleam", looksFor: "gleam.toml", sourceEndings: [".gleam"], frameworks: Framework.gleam,
        read: { source in
            guard source.exists("gleam.toml") else { return nil }
            var project = ManifestProject(source, manifest: "gleam.toml")
            let manifest = source.toml("gleam.toml")
            project.name = manifest?["name"]?.string
            project.packages = Set((manifest?["dependencies"]?.table ?? [:]).keys)
            // Only the module named like the project is run, by its main function.
            if let name = project.name, source.text("src/\(name).gleam")?.holds("pub fn main(") == true {
                project.programs = [name]
            }
            return project
        },
        prepare: { project, draft in
            draft.installs(with: "gleam", "gleam deps download", shownBy: "gleam.toml")
            draft.asks(for: "gleam", project.source.toml("gleam.toml")?["gleam"]?.string, in: "gleam.toml")
        },
        program: GleamPlan.make)
}

extension Framework<ManifestProject> {
    static let gleam: [Framework] = [
        Framework(
            slug: "wisp", name: "Wisp", signals: [.package("wisp")],
            document: "https://gleam.run/deployment/linux-server/", plan: GleamPlan.make),
        Framework(
            slug: "mist", name: "Mist", signals: [.package("mist")], document: "https://hexdocs.pm/mist/",
            plan: GleamPlan.make),
    ]
}

/// A shipment holds compiled code and a script that runs it (gleam.run/deployment/linux-server).
enum GleamPlan {
    static func make(_ project: ManifestProject) -> Plan {
        guard let name = project.programs.first else {
            return .nothing("gleam.toml", "has no main function: a library")
        }
        let file = "src/\(name).gleam"
        guard project.source.toml("gleam.toml")?["target"]?.string != "javascript" else {
            var plan = Plan(build: "gleam build", start: "gleam run", confidence: 0.7)
            plan.note("gleam.toml", "is compiled to JavaScript")
            return plan
        }
        var plan = Plan(
            build: "gleam export erlang-shipment", start: "./build/erlang-shipment/entrypoint.sh run",
            confidence: 0.9)
        plan.port = ListeningPort.fixed(in: project.source.text(file) ?? "")
        plan.note(file, "has the main function")
        return plan
    }
}
