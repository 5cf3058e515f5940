// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let haskell = Ecosystem(
        language: "haskell", looksFor: "stack.yaml, package.yaml or *.cabal", sourceEndings: [".hs"],
        frameworks: Framework.haskell,
        read: { source in
            let cabal = source.list("").first { !$0.isFolder && $0.name.hasSuffix(".cabal") }?.name
            guard let manifest = source.first(of: ["package.yaml"]) ?? cabal else { return nil }
            guard manifest != "package.yaml" || cabal != nil || source.exists("stack.yaml") || hasModules(source) else {
                return nil
            }
            var project = ManifestProject(source, manifest: manifest)
            let code = project.code(commentedBy: manifest == "package.yaml" ? "#" : "--")
            project.packages = Set(
                code.split { !($0.isLetter || $0.isNumber || $0 == "-") }.prefix(5000).map(String.init))
            if manifest == "package.yaml" {
                let outline = KeyOutline(code)
                project.name = outline.value("name")
                project.programs = outline.keys(below: "executables")
                if project.programs.isEmpty, outline.entries.contains(where: { $0.path == ["executable"] }) {
                    project.programs = [project.name].compactMap { $0 }
                }
            } else {
                let lines = code.split(separator: "\n")
                project.name = lines.first { $0.lowercased().hasPrefix("name:") }?.after(":")?.trimmed()
                project.programs = lines.filter { $0.lowercased().hasPrefix("executable ") }
                    .map { $0.dropFirst(11).trimmed() }
            }
            return project
        },
        prepare: { project, draft in
            if project.source.exists("stack.yaml") {
                draft.installs(with: "stack", "stack setup && stack build --only-dependencies", shownBy: "stack.yaml")
                let outline = KeyOutline(project.source.text("stack.yaml") ?? "")
                draft.asks(for: "stackage", outline.value("resolver") ?? outline.value("snapshot"), in: "stack.yaml")
            } else {
                draft.installs(
                    with: "cabal", "cabal update && cabal build --only-dependencies all", shownBy: project.manifest)
            }
        },
        program: HaskellPlan.make)

    private static func hasModules(_ source: Source) -> Bool { source.files(endingIn: [".hs"]).first != nil }
}

extension Framework<ManifestProject> {
    static let haskell: [Framework] = [
        Framework(
            slug: "hakyll", name: "Hakyll", signals: [.package("hakyll")],
            document: "https://jaspervdj.be/hakyll/tutorials/01-installation.html",
            plan: { project in
                guard let name = project.programs.first else { return HaskellPlan.make(project) }
                var plan = HaskellPlan.make(project)
                plan.build = plan.build.map { "\($0) && ./bin/\(name) build" }
                plan.start = nil
                plan.outputDirectory = "_site"
                return plan
            }),
        library("yesod", "Yesod", ["yesod"], "https://www.yesodweb.com/book/deploying-your-webapp"),
        library("servant", "Servant", ["servant-server"], "https://docs.servant.dev/"),
        library("scotty", "Scotty", ["scotty"], "https://hackage.haskell.org/package/scotty"),
        library("spock", "Spock", ["Spock"], "https://www.spock.li/"),
        library("ihp", "IHP", ["ihp"], "https://ihp.digitallyinduced.com/Guide/deployment.html"),
        library("snap", "Snap", ["snap", "snap-server"], "http://snapframework.com/docs"),
        library("warp", "Warp", ["warp"], "https://hackage.haskell.org/package/warp"),
    ]

    private static func library(_ slug: String, _ name: String, _ packages: [String], _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: packages.map { .package($0) }, document: document,
            plan: HaskellPlan.make)
    }
}

/// Programs are copied into `bin` (docs.haskellstack.org/en/stable/commands/build_command, cabal.readthedocs.io).
enum HaskellPlan {
    static func make(_ project: ManifestProject) -> Plan {
        guard let name = project.programs.likeliestProgram(named: project.name) else {
            return .nothing(project.manifest, "has no executable: a library")
        }
        let build =
            project.source.exists("stack.yaml")
            ? "stack build --copy-bins --local-bin-path bin"
            : "cabal install exe:\(name) --installdir=bin --install-method=copy --overwrite-policy=always"
        var plan = Plan(build: build, start: "./bin/\(name)", confidence: 0.85)
        plan.note(project.manifest, "builds the program \(name)")
        plan.port = project.source.first(of: ["app/Main.hs", "src/Main.hs", "Main.hs", "exe/Main.hs"])
            .flatMap { project.source.text($0) }.flatMap(ListeningPort.fixed(in:))
        return plan
    }
}
