// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<PythonProject> {
    /// Generators of documentation and pages, tried when the project has nothing to run: a program has documents too.
    static let pythonSites: [Framework] = [
        Framework(
            slug: "mkdocs", name: "MkDocs", signals: [.file("mkdocs.yml"), .file("mkdocs.yaml")],
            document: "https://www.mkdocs.org/user-guide/deploying-your-docs/",
            plan: { project in
                let text = project.source.text("mkdocs.yml") ?? project.source.text("mkdocs.yaml") ?? ""
                return Plan(
                    build: ".venv/bin/mkdocs build", outputDirectory: KeyOutline(text).value("site_dir") ?? "site")
            }),
        Framework(
            slug: "pelican", name: "Pelican", signals: [.file("pelicanconf.py")],
            document: "https://docs.getpelican.com/en/latest/publish.html",
            plan: { project in
                let settings = project.source.exists("publishconf.py") ? "publishconf.py" : "pelicanconf.py"
                return Plan(build: ".venv/bin/pelican content -o output -s \(settings)", outputDirectory: "output")
            }),
        Framework(
            slug: "nikola", name: "Nikola", signals: [.all([.package("nikola"), .file("conf.py")])],
            document: "https://getnikola.com/handbook.html",
            plan: { _ in Plan(build: ".venv/bin/nikola build", outputDirectory: "output") }),
        Framework(
            slug: "sphinx", name: "Sphinx",
            signals: sphinxFolders.map { .all([.package("sphinx"), .file("conf.py".inFolder($0))]) }
                // What sphinx-quickstart writes above the settings.
                + [.text(file: "conf.py", holds: "Sphinx documentation builder")],
            document: "https://www.sphinx-doc.org/en/master/man/sphinx-build.html",
            plan: { project in
                let folder = sphinxFolders.first { project.source.exists("conf.py".inFolder($0)) } ?? ""
                return Plan(
                    build: ".venv/bin/sphinx-build -b html \(folder.isEmpty ? "." : folder) _build/html",
                    outputDirectory: "_build/html", confidence: 0.85)
            }),
    ]

    private static let sphinxFolders = ["", "source", "docs", "docs/source", "doc"]
}

extension PythonProject {
    /// The packages a site needs that nothing declares, e.g. the theme that mkdocs.yml names.
    var undeclaredSitePackages: [String] {
        guard !hasDependencies else { return [] }
        if let text = source.text("mkdocs.yml") ?? source.text("mkdocs.yaml") {
            let outline = KeyOutline(text)
            let theme = outline.value("theme", "name") ?? outline.value("theme")
            return theme == "material" ? ["mkdocs-material"] : ["mkdocs"]
        }
        if source.exists("pelicanconf.py") { return ["pelican[markdown]"] }
        return source.text("conf.py")?.holds("Sphinx documentation builder") == true ? ["sphinx"] : []
    }
}
