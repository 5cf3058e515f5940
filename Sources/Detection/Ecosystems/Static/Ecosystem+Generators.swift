// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    /// Site generators that are programs of their own: a project has their configuration and no manifest of packages.
    static let generators = Ecosystem(
        language: "html", looksFor: "hugo.toml, book.toml, elm.json, antora-playbook.yml or _quarto.yml",
        sourceEndings: [], frameworks: Framework.generators,
        read: { source in
            let project = ManifestProject(source, manifest: "")
            return Framework.generators.contains { $0.recognise(project) != nil } ? project : nil
        },
        prepare: { project, draft in
            // PostCSS and the like, which a generator calls: installed as the project's own lock file says.
            guard project.source.exists("package.json") else { return }
            let node = NodeProject(project.source)
            guard node.hasDependencies else { return }
            let row = PackageManager<NodeProject>.node.first { $0.name == node.manager.name }
            draft.blueprint.packageManager = node.manager.name
            draft.blueprint.install = row?.install(node, node.manager.lockfile)
            draft.note("package.json", "lists packages that the site is built with")
        },
        program: { _ in Plan(confidence: 0.4) })
}

extension Framework<ManifestProject> {
    static let generators: [Framework] = [
        Framework(
            slug: "hugo", name: "Hugo",
            signals: hugoFiles.map { .file($0) } + [
                .all([.text(file: "config.toml", holds: "baseURL"), hugoFolders]),
                .all([.text(file: "config.yaml", holds: "baseURL"), hugoFolders]),
                .all([.text(file: "config.yml", holds: "baseURL"), hugoFolders]),
                .all([.text(file: "config.json", holds: "baseURL"), hugoFolders]),
                .file("config/_default/hugo.toml"), .file("config/_default/hugo.yaml"),
                .all([.file("config/_default/config.toml"), .file("content")]),
            ],
            document: "https://gohugo.io/host-and-deploy/",
            plan: { project in
                let files = hugoFiles + ["config.toml", "config.yaml", "config.yml", "config.json"]
                let text = project.source.first(of: files).flatMap { project.source.text($0) } ?? ""
                return Plan(
                    build: "hugo --gc --minify", outputDirectory: setting("publishDir", in: text) ?? "public",
                    confidence: 0.95)
            }),
        Framework(
            slug: "zola", name: "Zola",
            signals: [
                .all([.text(file: "config.toml", holds: "base_url"), .file("content")]),
                .all([.text(file: "config.toml", holds: "base_url"), .file("templates")]),
                .all([.text(file: "zola.toml", holds: "base_url"), .file("content")]),
            ],
            document: "https://www.getzola.org/documentation/deployment/overview/",
            plan: { project in
                let folder = ["config.toml", "zola.toml"].lazy.compactMap {
                    project.source.toml($0)?["output_dir"]?.string
                }.first
                return Plan(build: "zola build", outputDirectory: folder ?? "public", confidence: 0.95)
            }),
        Framework(
            slug: "mdbook", name: "mdBook", signals: [.file("book.toml")],
            document: "https://rust-lang.github.io/mdBook/cli/build.html",
            plan: { project in
                let book = project.source.toml("book.toml")
                let folder = book?[["build", "build-dir"]]?.string ?? "book"
                // With a second renderer beside HTML each gets a folder of its own.
                let renderers = (book?["output"]?.table ?? [:]).count
                return Plan(
                    build: "mdbook build", outputDirectory: renderers > 1 ? "\(folder)/html" : folder, confidence: 0.95)
            }),
        Framework(
            slug: "elm", name: "Elm",
            signals: [.all([.text(file: "elm.json", holds: "\"application\""), .file("src/Main.elm")])],
            document: "https://guide.elm-lang.org/optimization/asset_size.html",
            plan: { project in
                guard let page = project.source.text("index.html") else {
                    return Plan(
                        build: "elm make src/Main.elm --optimize --output=dist/index.html", outputDirectory: "dist",
                        confidence: 0.85)
                }
                let script = page.allAfter("src=").compactMap { $0.prefix(120).firstQuoted }
                    .first { $0.hasSuffix(".js") && !$0.holds("://") }
                let file = script.map { String($0.drop { $0 == "." || $0 == "/" }) } ?? "elm.js"
                return Plan(
                    build: "elm make src/Main.elm --optimize --output=\(file.shellQuoted)", outputDirectory: ".",
                    confidence: 0.85)
            }),
        Framework(
            slug: "antora", name: "Antora", signals: [.file("antora-playbook.yml")],
            document: "https://docs.antora.org/antora/latest/run-antora/",
            plan: { project in
                let outline = KeyOutline(project.source.text("antora-playbook.yml") ?? "")
                let folder = outline.value("output", "dir").map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
                return Plan(
                    build: "npx antora --fetch antora-playbook.yml", outputDirectory: folder ?? "build/site",
                    confidence: 0.85)
            }),
        Framework(
            slug: "quarto", name: "Quarto",
            signals: [.text(file: "_quarto.yml", holds: "website"), .text(file: "_quarto.yml", holds: "book")],
            document: "https://quarto.org/docs/websites/",
            plan: { project in
                let outline = KeyOutline(project.source.text("_quarto.yml") ?? "")
                let usual = outline.value("project", "type") == "book" ? "_book" : "_site"
                return Plan(
                    build: "quarto render", outputDirectory: outline.value("project", "output-dir") ?? usual,
                    confidence: 0.9)
            }),
    ]

    private static let hugoFiles = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"]
    /// `config.toml` belongs to anything; only Hugo's folders beside it make it Hugo's.
    private static let hugoFolders = Signal.any([
        .file("content"), .file("archetypes"), .file("layouts"), .file("themes"),
    ])

    /// A top-level setting in TOML, YAML or JSON, as text.
    private static func setting(_ name: String, in text: String) -> String? {
        for line in text.split(separator: "\n").prefix(400) {
            let rest = line.drop { $0 == "\"" || $0 == " " }
            guard rest.lowercased().hasPrefix(name.lowercased()) else { continue }
            let value = rest.dropFirst(name.count).drop { "\"=: ".contains($0) && $0 != "'" }.trimmed()
            let plain = value.filter { !"\"',".contains($0) }
            if !plain.isEmpty, !plain.hasPrefix("/"), !plain.hasPrefix("..") { return plain }
        }
        return nil
    }
}
