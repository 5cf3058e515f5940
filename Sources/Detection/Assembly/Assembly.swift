// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// Puts the ecosystems' drafts and the project's own statements together into one blueprint.
enum Assembly {
    /// The blueprint of a tree; nil when nothing in it is known.
    static func blueprint(of source: Source) -> Blueprint? { draft(of: source)?.blueprint }

    static func draft(of source: Source) -> Draft? {
        let drafts = Ecosystem.all.compactMap { $0.survey(source) }
        var main = drafts.max { $0.rank < $1.rank } ?? Draft(language: "", rank: .mention, confidence: 0)
        if drafts.isEmpty { main.blueprint = Blueprint() }
        for other in drafts where other.blueprint.language != main.blueprint.language {
            let isPage = other.blueprint.languages == ["html"]
            if isPage, main.rank > .mention { continue }
            main.blueprint.languages += other.blueprint.languages.filter { !main.blueprint.languages.contains($0) }
            addAssets(of: other, to: &main)
        }
        applyDockerfile(source, to: &main)
        applyProcfile(source, to: &main)
        Statements.apply(source, to: &main)
        RuntimeVersions.read(from: source, into: &main)
        main.settleManifestVersions()
        guard main.blueprint.isServed || !drafts.isEmpty || !main.blueprint.evidence.isEmpty else { return nil }
        applyHealthPath(source, to: &main)
        main.blueprint.confidence = (main.blueprint.confidence * 100).rounded() / 100
        return main
    }

    /// A server's pages may need a build of their own: `vite build` in a Django, Laravel or Go project.
    private static func addAssets(of other: Draft, to main: inout Draft) {
        guard let assets = other.assetBuild, main.rank >= .program, !main.buildsAssets else { return }
        main.blueprint.install = [main.blueprint.install, other.blueprint.install].joinedCommands
        main.blueprint.build = [assets, main.blueprint.build].joinedCommands
        main.note("package.json", "builds assets for the server: \(assets)")
        for evidence in other.blueprint.evidence { main.note(evidence.file, evidence.says) }
    }

    /// A Procfile says what its author runs: it wins over every guess.
    private static func applyProcfile(_ source: Source, to main: inout Draft) {
        guard let text = source.text("Procfile") else { return }
        let commands = Procfile(text).commands
        if let web = commands["web"] {
            main.blueprint.start = main.shell(web)
            main.blueprint.port = ListeningPort.fixed(inCommand: web)
            main.blueprint.outputDirectory = nil
            main.blueprint.confidence = 0.95
            main.note("Procfile", "web: \(web)")
        }
        if let release = commands["release"] {
            main.blueprint.release = main.shell(release)
            main.note("Procfile", "release: \(release)")
        }
    }

    /// A Dockerfile says what an image of the project runs: it fills what nothing else says.
    private static func applyDockerfile(_ source: Source, to main: inout Draft) {
        guard let file = source.first(of: ["Dockerfile", "Containerfile", "dockerfile"]), let text = source.text(file)
        else { return }
        let dockerfile = Dockerfile(text)
        for image in dockerfile.images { main.note(file, "builds from \(image)") }
        if dockerfile.images.isEmpty { main.note(file, "describes a container image") }
        if main.blueprint.language == nil {
            let languages = dockerfile.images.compactMap { ContainerImage($0).language }
            main.blueprint.language = languages.last
            main.blueprint.languages = languages.reversed().reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            main.blueprint.framework = "container"
            main.blueprint.confidence = 0.4
        }
        if let port = dockerfile.ports.first { main.note(file, "exposes port \(port)") }
        guard let command = dockerfile.command else { return }
        main.note(file, "starts \(command)")
        if !main.blueprint.isServed, !main.needsChoice, main.blueprint.language != nil,
            main.blueprint.framework != "container"
        {
            main.blueprint.start = main.shell(command)
            main.blueprint.confidence = 0.6
            if main.rank < .program { main.rank = .program }
        }
        // An image's port is the program's own where nothing says that it reads PORT.
        if main.rank >= .program || main.blueprint.framework == "container" {
            if !main.takesPort(in: source) { main.blueprint.port = main.blueprint.port ?? dockerfile.ports.first }
        }
    }

    private static func applyHealthPath(_ source: Source, to main: inout Draft) {
        if main.blueprint.healthPath == nil, main.blueprint.start != nil,
            let route = HealthRoute.find(in: source, endings: main.sourceEndings, outside: main.otherPrograms)
        {
            main.blueprint.healthPath = route.path
            main.note(route.file, "declares the health check \(route.path)")
        }
        if main.blueprint.healthPath == nil, main.blueprint.isServed { main.blueprint.healthPath = "/" }
    }
}

extension Draft {
    /// Whether something of it listens to a port: a program, or an image with one.
    var isProgram: Bool { blueprint.start != nil || blueprint.framework == "container" }

    /// Whether the start command, or a file that it names, takes its port from PORT.
    func takesPort(in source: Source) -> Bool {
        guard let start = blueprint.start else { return false }
        return start.holds("PORT")
            || start.split(separator: " ").contains { word in
                source.text(String(word.hasPrefix("./") ? word.dropFirst(2) : word)).map(ListeningPort.readsPort)
                    ?? false
            }
    }

    /// A command of the project's author, run where the project's own executables are found first.
    func shell(_ command: String) -> String {
        let first = command.prefix { $0 != " " }
        guard !executables.isEmpty, !["node", "npm", "npx", "yarn", "pnpm", "bun"].contains(first) else {
            return command
        }
        let folders = executables.map { "$PWD/\($0):" }.joined()
        return "export PATH=\"\(folders)$PATH\" && \(command)"
    }
}

extension [String?] {
    /// The commands there are, run one after another; nil when there are none.
    var joinedCommands: String? {
        let commands = compactMap { $0 }
        return commands.isEmpty ? nil : commands.joined(separator: " && ")
    }
}
