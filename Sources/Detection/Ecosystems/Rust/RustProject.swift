// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

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
        let runs = source.exists("src/main.rs") || source.exists("src/bin") || manifest?["bin"] != nil
        if manifest?["package"] != nil, runs || manifest?["workspace"] == nil {
            (folder, package) = ("", manifest)
            return
        }
        // A workspace: the first default member, else the first member with a program; one that serves before others.
        let listed = (manifest?[["workspace", "default-members"]] ?? manifest?[["workspace", "members"]])?.array ?? []
        let members = listed.compactMap(\.string).flatMap { Self.expand($0, in: source) }
        let programs = members.prefix(40).filter {
            source.exists("\($0)/src/main.rs") || source.exists("\($0)/src/bin")
        }
        let servers = ["axum", "actix-web", "rocket", "warp", "leptos", "poem", "salvo", "tide", "loco-rs"]
        let chosen =
            programs.first { member in
                let dependencies = source.toml("\(member)/Cargo.toml")?["dependencies"]
                return servers.contains { dependencies?[$0] != nil }
            } ?? programs.first
        folder = chosen ?? ""
        package = chosen.flatMap { source.toml("\($0)/Cargo.toml") }
    }

    func declares(_ name: String) -> String? {
        package?["dependencies"]?[name] == nil ? nil : "Cargo.toml".inFolder(folder)
    }

    /// The name of the executable that cargo makes.
    var executable: String? {
        guard package?["package"] != nil else { return nil }
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

extension RustProject {
    /// The port that the program binds when no file of it takes PORT: main.rs first, then the modules that bind one.
    private var boundPort: Int? {
        let main = "src/main.rs".inFolder(folder)
        let modules = source.files(endingIn: [".rs"]).filter { $0.hasPrefix("src/".inFolder(folder)) && $0 != main }
        let texts = ([main] + modules.prefix(32)).compactMap { source.text($0) }
        guard !texts.contains(where: ListeningPort.readsPort) else { return nil }
        if let port = texts.first.flatMap(ListeningPort.fixed(in:)) { return port }
        let calls = texts.flatMap { $0.split(separator: "\n") }.filter { $0.holds("bind(") }
        return calls.lazy.compactMap { ListeningPort.fixed(in: String($0)) }.first
    }

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
        if environment.isEmpty { plan.port = boundPort }
        plan.note("Cargo.toml".inFolder(folder), "builds the program \(executable)")
        return plan
    }
}
