// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Ecosystem {
    static let node = Ecosystem(
        language: "javascript", looksFor: "package.json, server.js or index.js",
        survey: { source in
            if let project = NxProject(source), let draft = NxPlan.draft(project) { return draft }
            guard source.exists("package.json") else { return script(source) }
            return draft(NodeProject(source))
        })

    private static func draft(_ project: NodeProject) -> Draft {
        let source = project.source
        var draft = Draft(language: "javascript", rank: .mention)
        draft.sourceEndings = [".ts", ".js", ".mjs", ".cjs", ".mts"]
        if project.usesTypeScript {
            draft.blueprint.language = "typescript"
            draft.blueprint.languages = ["typescript", "javascript"]
            draft.note(source.exists("tsconfig.json") ? "tsconfig.json" : "package.json", "uses TypeScript")
        }
        noteManifest(project, in: &draft)
        installNodePackages(project, in: &draft)
        let rows = Framework<NodeProject>.node.lazy.compactMap { row in row.recognise(project).map { (row, $0) } }
        // A bundler beside a server of the project's own is there for that server's pages.
        let ownServer = hasOwnServer(project)
        let chosen = rows.first { row, _ in !(ownServer && isBundler(row.slug)) }
        if let (row, evidence) = chosen {
            draft.blueprint.framework = row.slug
            draft.note(evidence.file, evidence.says)
            draft.apply(row.plan(project))
        } else {
            draft.apply(NodePlan.program(project))
        }
        if draft.blueprint.start != nil {
            let isMeta = Framework<NodeProject>.meta.contains { $0.slug == draft.blueprint.framework }
            draft.rank = isMeta ? .server : project.script("start") != nil || chosen != nil ? .scriptServer : .program
        } else if draft.blueprint.outputDirectory != nil {
            draft.rank = .site
        }
        // Laravel Mix, before Laravel had Vite, calls it production (laravel.com/docs/8.x/mix#running-mix).
        let isMix = project.declares("laravel-mix") != nil
        let assets = ["build", isMix ? "production" : "build"].first { project.script($0) != nil }
        draft.assetBuild = assets.map(project.run)
        draft.executables = ["node_modules/.bin"]
        return draft
    }

    private static func isBundler(_ slug: String) -> Bool {
        Framework<NodeProject>.bundlers.contains { $0.slug == slug }
    }

    /// A start script that runs a file of the project's own.
    private static func hasOwnServer(_ project: NodeProject) -> Bool {
        guard let text = project.script("start") ?? project.script("start:prod") else { return false }
        let script = NodeScript(text)
        guard !script.isDevelopment else { return false }
        // What create-react-app leaves behind when it is ejected is its development server.
        if script.file == "scripts/start.js", project.declares("react-dev-utils") != nil { return false }
        let isServer = Framework<NodeProject>.servers.contains { row in row.recognise(project) != nil }
        return script.file != nil || (isServer && !text.holds("vite") && !text.hasPrefix("serve"))
    }

    private static func noteManifest(_ project: NodeProject, in draft: inout Draft) {
        if project.source.json("package.json")?.object == nil {
            draft.note("package.json", "is not a JSON object: what it says is not known")
            draft.blueprint.confidence = 0.2
        }
        guard let evidence = project.manager.evidence else { return }
        draft.note(evidence.file, evidence.says)
        let others = PackageManager<NodeProject>.node.filter { $0.name != project.manager.name }
            .flatMap(\.lockfiles).filter { project.source.exists($0) }
        for file in others { draft.note(file, "is another tool's lock file and is not used") }
    }

    static func installNodePackages(_ project: NodeProject, in draft: inout Draft) {
        draft.blueprint.packageManager = project.manager.name
        guard project.hasDependencies || project.manifest["workspaces"] != nil else {
            draft.note("package.json", "has no dependencies: nothing is installed")
            return
        }
        let row = PackageManager<NodeProject>.node.first { $0.name == project.manager.name }
        draft.blueprint.install = row?.install(project, project.manager.lockfile)
        if project.manager.lockfile == nil {
            draft.note("package.json", "has no lock file beside it: versions are chosen at each install")
        }
    }

    /// A server without a manifest.
    private static func script(_ source: Source) -> Draft? {
        let names = ["server.js", "server.mjs", "index.mjs", "app.js", "main.js", "index.js"]
        if let file = source.first(of: ["index.ts", "server.ts", "main.ts", "app.ts"] + names),
            let text = source.text(file), text.holds("Bun.serve")
        {
            var draft = Draft(
                language: file.hasSuffix(".ts") ? "typescript" : "javascript", rank: .program, confidence: 0.8)
            draft.sourceEndings = [".ts", ".js"]
            draft.blueprint.start = "bun \(file)"
            // Bun.serve takes PORT by itself, and 3000 without it (bun.sh/docs/api/http).
            draft.blueprint.port = ListeningPort.fixed(in: text)
            draft.note(file, "serves with Bun; there is no package.json")
            return draft
        }
        guard let file = source.first(of: names), let text = source.text(file), isServer(text) else { return nil }
        var draft = Draft(language: "javascript", rank: .program, confidence: 0.7)
        draft.sourceEndings = [".js", ".mjs"]
        draft.blueprint.start = "node \(file)"
        draft.blueprint.port = ListeningPort.fixed(in: text)
        draft.note(file, "listens for requests; there is no package.json")
        return draft
    }

    private static func isServer(_ text: String) -> Bool {
        text.holds(".listen(")
    }
}
