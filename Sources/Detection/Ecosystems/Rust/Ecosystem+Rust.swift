// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A Cargo package or workspace (doc.rust-lang.org/cargo/reference/manifest.html).
struct RustProject: EcosystemProject {
    let source: Source
    let manifest: TOMLValue?
    /// The folder of the package whose program is run; `""` is the root.
    let folder: String
    /// That package's manifest.
    let package: TOMLValue?

    init(_ source: Source) {
        self.source = source
        let manifest = source.toml("Cargo.toml")
        self.manifest = manifest
        if manifest?["package"] != nil {
            (folder, package) = ("", manifest)
            return
        }
        // A workspace: the first default member, else the first member with a program.
        let listed = (manifest?[["workspace", "default-members"]] ?? manifest?[["workspace", "members"]])?.array ?? []
        let members = listed.compactMap(\.string).flatMap { Self.expand($0, in: source) }
        let chosen = members.first { source.exists("\($0)/src/main.rs") }
        folder = chosen ?? ""
        package = chosen.flatMap { source.toml("\($0)/Cargo.toml") }
    }

    func declares(_ name: String) -> String? {
        package?["dependencies"]?[name] == nil ? nil : "Cargo.toml".inFolder(folder)
    }

    /// The name of the executable that cargo makes.
    var executable: String? {
        if let name = package?[["package", "default-run"]]?.string { return name }
        let named = package?["bin"]?.array?.compactMap { $0["name"]?.string } ?? []
        let own = package?[["package", "name"]]?.string
        if source.exists("src/main.rs".inFolder(folder)) {
            // A [[bin]] for src/main.rs renames it.
            let renamed = package?["bin"]?.array?.first { $0["path"]?.string == "src/main.rs" }?["name"]?.string
            return renamed ?? own
        }
        let programs = source.list("src/bin".inFolder(folder)).map(\.name)
        return named.first { $0 == own } ?? named.first
            ?? programs.first { $0.hasSuffix(".rs") }.map { String($0.dropLast(3)) } ?? programs.first
    }

    private static func expand(_ member: String, in source: Source) -> [String] {
        guard member.hasSuffix("/*") else { return [member] }
        let parent = String(member.dropLast(2))
        return source.list(parent).filter(\.isFolder).map { $0.name.inFolder(parent) }
    }
}

extension Framework<RustProject> {
    static let rust: [Framework] = [
        Framework(
            slug: "rocket", name: "Rocket", signals: [.package("rocket")],
            document: "https://rocket.rs/guide/v0.5/deploying/",
            plan: { $0.programPlan(environment: "ROCKET_ADDRESS=${HOST:-0.0.0.0} ROCKET_PORT=$PORT ") }),
        library("axum", "Axum", "https://docs.rs/axum"),
        library("actix-web", "Actix Web", "https://actix.rs/docs/"),
        library("warp", "warp", "https://docs.rs/warp"),
        library("poem", "Poem", "https://docs.rs/poem"),
        library("salvo", "Salvo", "https://salvo.rs/"),
        library("tide", "Tide", "https://docs.rs/tide"),
    ]

    private static func library(_ slug: String, _ name: String, _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: [.package(slug)], document: document,
            plan: { $0.programPlan(environment: "") })
    }
}

extension RustProject {
    func programPlan(environment: String) -> Plan {
        guard let executable else {
            var plan = Plan(confidence: 0.4)
            plan.note("Cargo.toml", "has no program to run")
            return plan
        }
        let locked = source.exists("Cargo.lock") ? " --locked" : ""
        let name = package?[["package", "name"]]?.string
        let member = folder.isEmpty ? "" : name.map { " --package \($0)" } ?? ""
        var plan = Plan(
            build: "cargo build --release\(locked)\(member)", start: "\(environment)./target/release/\(executable)",
            confidence: 0.95)
        if environment.isEmpty {
            plan.port = ListeningPort.fixed(in: source.text("src/main.rs".inFolder(folder)) ?? "")
        }
        plan.note("Cargo.toml".inFolder(folder), "builds the program \(executable)")
        return plan
    }
}

extension Ecosystem {
    static let rust = Ecosystem(
        language: "rust", looksFor: "Cargo.toml",
        survey: { source in
            guard source.exists("Cargo.toml") else { return nil }
            let project = RustProject(source)
            var draft = Draft(language: "rust", rank: .mention)
            draft.sourceEndings = [".rs"]
            draft.blueprint.packageManager = "cargo"
            draft.blueprint.install = source.exists("Cargo.lock") ? "cargo fetch --locked" : "cargo fetch"
            if project.manifest == nil { draft.note("Cargo.toml", "is not valid TOML") }
            let row = Framework<RustProject>.rust.lazy.compactMap { row in row.recognise(project).map { (row, $0) } }
                .first
            if let (row, evidence) = row {
                draft.blueprint.framework = row.slug
                draft.note(evidence.file, evidence.says)
                draft.apply(row.plan(project))
            } else {
                draft.apply(project.programPlan(environment: ""))
            }
            draft.rank = draft.blueprint.start == nil ? .mention : row == nil ? .program : .server
            return draft
        })
}
