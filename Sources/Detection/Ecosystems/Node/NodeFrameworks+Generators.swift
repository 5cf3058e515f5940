// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// Tools that turn pages and data into files.
    static let generators: [Framework] = [
        site(
            "gatsby", "Gatsby", "gatsby", build: "gatsby build", output: "public",
            document: "https://www.gatsbyjs.com/docs/reference/gatsby-cli/#build"),
        site(
            "docusaurus-2", "Docusaurus", "@docusaurus/core", build: "docusaurus build", output: "build",
            document: "https://docusaurus.io/docs/cli"),
        Framework(
            slug: "docusaurus", name: "Docusaurus 1", signals: [.package("docusaurus")],
            document: "https://v1.docusaurus.io/docs/en/publishing",
            plan: { project in
                // The pages come out in a folder named like the project.
                let name = project.config("siteConfig")?.text.quotedValue(of: "projectName")
                var plan = NodePlan.site(
                    project, build: "docusaurus-build", output: name.map { "build/\($0)" } ?? "build")
                if name == nil { plan.confidence = 0.7 }
                return plan
            }),
        site(
            "eleventy", "Eleventy", "@11ty/eleventy", build: "@11ty/eleventy", output: "_site",
            document: "https://www.11ty.dev/docs/usage/", configs: [".eleventy", "eleventy.config"], outputKey: "output"
        ),
        site(
            "hexo", "Hexo", "hexo", build: "hexo generate", output: "public", document: "https://hexo.io/docs/commands"),
        Framework(
            slug: "vitepress", name: "VitePress", signals: [.package("vitepress")],
            document: "https://vitepress.dev/guide/deploy", plan: { DocumentsPlan.make($0, tool: "vitepress") }),
        Framework(
            slug: "vuepress", name: "VuePress", signals: [.package("vuepress")],
            document: "https://vuepress.vuejs.org/guide/deployment.html",
            plan: { DocumentsPlan.make($0, tool: "vuepress") }),
        Framework(
            slug: "rspress", name: "Rspress", signals: [.package("rspress"), .package("@rspress/core")],
            document: "https://rspress.rs/guide/start/getting-started",
            plan: { project in
                let output = project.config("rspress.config")?.text.quotedValue(of: "outDir") ?? "doc_build"
                return NodePlan.site(project, build: "rspress build", output: output)
            }),
        site(
            "gridsome", "Gridsome", "gridsome", build: "gridsome build", output: "dist",
            document: "https://gridsome.org/docs/deployment/"),
        site(
            "saber", "Saber", "saber", build: "saber build", output: "public",
            document: "https://saber.land/docs/deployment"),
        Framework(
            slug: "scully", name: "Scully", signals: [.package("@scullyio/init"), .package("@scullyio/scully")],
            document: "https://scully.io/docs/learn/getting-started/build-scully/",
            plan: { project in
                // Scully renders what Angular has built.
                var plan = NodePlan.site(project, build: "ng build", output: "dist/static")
                plan.build =
                    (plan.build ?? "") + " && "
                    + (project.script("scully") == nil ? project.exec("scully") : project.run("scully"))
                if project.script("build")?.holds("scully") == true { plan.build = project.run("build") }
                return plan
            }),
        Framework(
            slug: "sanity-v3", name: "Sanity", signals: [.package("sanity")],
            document: "https://www.sanity.io/docs/studio/deployment",
            plan: { NodePlan.site($0, build: "sanity build", output: "dist") }),
        Framework(
            slug: "sanity", name: "Sanity 2", signals: [.all([.package("@sanity/base"), .file("sanity.json")])],
            document: "https://www.sanity.io/docs/studio-v2/deployment",
            plan: { NodePlan.site($0, build: "sanity build", output: "dist") }),
        Framework(
            slug: "slidev", name: "Slidev", signals: [.package("@slidev/cli")],
            document: "https://sli.dev/guide/hosting",
            plan: { NodePlan.site($0, build: "slidev build", output: "dist") }),
        Framework(
            slug: "antora", name: "Antora",
            signals: [
                .all([.package("antora"), .file("antora-playbook.yml")]),
                .all([.package("@antora/cli"), .file("antora-playbook.yml")]),
            ],
            document: "https://docs.antora.org/antora/latest/run-antora/",
            plan: { NodePlan.site($0, build: "antora antora-playbook.yml", output: "build/site") }),
        Framework(
            slug: "storybook", name: "Storybook",
            signals: [
                .all([.package("storybook"), .text(file: "package.json", holds: "\"build\": \"storybook build")])
            ],
            document: "https://storybook.js.org/docs/sharing/publish-storybook",
            plan: { NodePlan.site($0, build: "storybook build", output: "storybook-static") }),
    ]

    /// A generator with one package, one build command and one output folder, which its configuration may rename.
    static func site(
        _ slug: String, _ name: String, _ package: String, build: String, output: String, document: String,
        configs: [String] = [], outputKey: String = "outDir"
    ) -> Framework {
        Framework(
            slug: slug, name: name, signals: [.package(package)], document: document,
            plan: { project in
                let named = configs.lazy.compactMap { project.config($0)?.text.quotedValue(of: outputKey) }.first
                return NodePlan.site(project, build: build, output: named ?? output)
            })
    }
}

/// Documentation tools write beside their pages: `docs` in `vitepress build docs`.
enum DocumentsPlan {
    static func make(_ project: NodeProject, tool: String) -> Plan {
        let scripts = ["build", "docs:build", "build:docs"].compactMap { name in project.script(name).map { (name, $0) }
        }
        let script = scripts.first { $0.1.holds("\(tool) build") }
        let argument = script?.1.after("\(tool) build")?.split(separator: " ").first {
            !$0.hasPrefix("-") && $0 != "&&"
        }
        let folder = argument.map(String.init) ?? (project.source.exists("docs/.\(tool)") ? "docs" : "")
        var plan = NodePlan.site(
            project, build: "\(tool) build\(folder.isEmpty ? "" : " " + folder)",
            output: ".\(tool)/dist".inFolder(folder))
        if let (name, _) = script { plan.build = project.run(name) }
        return plan
    }
}
