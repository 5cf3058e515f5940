// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// Frameworks that answer every request themselves, then site generators, then bundlers, then server libraries: a
    /// Next.js project also depends on React, an Astro project on Vite, a Nest project on Express.
    static let node: [Framework] = meta + generators + bundlers + servers
}

extension Framework<NodeProject> {
    /// Applications with their own routing and server.
    static let meta: [Framework] = [
        Framework(
            slug: "blitzjs", name: "Blitz.js", signals: [.package("blitz")],
            document: "https://blitzjs.com/docs/cli-start",
            plan: { NodePlan.server($0, build: "blitz build", start: $0.exec("blitz start")) }),
        Framework(
            slug: "nextjs", name: "Next.js", signals: [.package("next")],
            document: "https://nextjs.org/docs/app/api-reference/cli/next", plan: NextPlan.make),
        Framework(
            slug: "nuxtjs", name: "Nuxt", signals: [.package("nuxt"), .package("nuxt3"), .package("nuxt-edge")],
            document: "https://nuxt.com/docs/getting-started/deployment", plan: NuxtPlan.make),
        Framework(
            slug: "react-router", name: "React Router", signals: [.package("@react-router/dev")],
            document: "https://reactrouter.com/start/framework/deploying",
            plan: { project in
                if let config = project.config("react-router.config"), config.text.setsFalse("ssr") {
                    return NodePlan.site(project, build: "react-router build", output: "build/client")
                }
                return NodePlan.server(
                    project, build: "react-router build",
                    start: project.exec("react-router-serve ./build/server/index.js"))
            }),
        Framework(
            slug: "remix", name: "Remix",
            signals: [
                .package("@remix-run/dev"), .package("@remix-run/serve"), .package("@remix-run/react"),
                .package("remix"),
            ],
            document: "https://remix.run/docs/en/main/guides/deployment",
            plan: { project in
                let usesVite = project.config("vite.config") != nil
                let file = usesVite ? "./build/server/index.js" : "./build/index.js"
                return NodePlan.server(
                    project, build: usesVite ? "remix vite:build" : "remix build",
                    start: project.exec("remix-serve \(file)"))
            }),
        Framework(
            slug: "sveltekit-1", name: "SvelteKit", signals: [.package("@sveltejs/kit")],
            document: "https://svelte.dev/docs/kit/adapter-node", plan: SvelteKitPlan.make),
        Framework(
            slug: "astro", name: "Astro", signals: [.package("astro")],
            document: "https://docs.astro.build/en/guides/on-demand-rendering/", plan: AstroPlan.make),
        Framework(
            slug: "solidstart-1", name: "SolidStart", signals: [.package("@solidjs/start")],
            document: "https://docs.solidjs.com/solid-start/",
            plan: { NodePlan.server($0, build: "vinxi build", start: "node .output/server/index.mjs", scripts: []) }),
        Framework(
            slug: "tanstack-start", name: "TanStack Start",
            signals: [
                .package("@tanstack/react-start"), .package("@tanstack/solid-start"), .package("@tanstack/start"),
            ],
            document: "https://tanstack.com/start/latest/docs/framework/react/guide/hosting",
            plan: { NodePlan.server($0, build: "vite build", start: "node .output/server/index.mjs") }),
        Framework(
            slug: "nitro", name: "Nitro", signals: [.package("nitropack"), .package("nitro")],
            document: "https://nitro.build/deploy/runtimes/node",
            plan: { NodePlan.server($0, build: "nitro build", start: "node .output/server/index.mjs", scripts: []) }),
        Framework(
            slug: "nestjs", name: "NestJS", signals: [.package("@nestjs/core")],
            document: "https://docs.nestjs.com/deployment",
            plan: { project in
                var plan = NodePlan.server(
                    project, build: "nest build", start: "node dist/main", scripts: ["start:prod", "start"])
                let main = project.source.text("src/main.ts") ?? ""
                plan.port = plan.port ?? ListeningPort.fixed(in: main)
                return plan
            }),
    ]

    /// Tools that turn pages and data into files.
    static let generators: [Framework] = [
        site(
            "gatsby", "Gatsby", "gatsby", build: "gatsby build", output: "public",
            document: "https://www.gatsbyjs.com/docs/reference/gatsby-cli/#build"),
        site(
            "docusaurus-2", "Docusaurus", "@docusaurus/core", build: "docusaurus build", output: "build",
            document: "https://docusaurus.io/docs/cli"),
        site(
            "eleventy", "Eleventy", "@11ty/eleventy", build: "@11ty/eleventy", output: "_site",
            document: "https://www.11ty.dev/docs/usage/", configs: [".eleventy", "eleventy.config"], outputKey: "output"
        ),
        site(
            "hexo", "Hexo", "hexo", build: "hexo generate", output: "public", document: "https://hexo.io/docs/commands"),
        Framework(
            slug: "vitepress", name: "VitePress", signals: [.package("vitepress")],
            document: "https://vitepress.dev/guide/deploy", plan: { docs($0, tool: "vitepress") }),
        Framework(
            slug: "vuepress", name: "VuePress", signals: [.package("vuepress")],
            document: "https://vuepress.vuejs.org/guide/deployment.html", plan: { docs($0, tool: "vuepress") }),
        site(
            "gridsome", "Gridsome", "gridsome", build: "gridsome build", output: "dist",
            document: "https://gridsome.org/docs/deployment/"),
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

    /// Documentation tools write beside their pages: `docs` in `vitepress build docs`.
    private static func docs(_ project: NodeProject, tool: String) -> Plan {
        let scripts = ["build", "docs:build"].compactMap { name in project.script(name).map { (name, $0) } }
        let script = scripts.first { $0.1.holds("\(tool) build") }
        let argument = script?.1.after("\(tool) build")?.split(separator: " ").first { !$0.hasPrefix("-") }
        let folder = argument.map(String.init) ?? (project.source.exists("docs/.\(tool)") ? "docs" : "")
        var plan = NodePlan.site(
            project, build: "\(tool) build\(folder.isEmpty ? "" : " " + folder)",
            output: ".\(tool)/dist".inFolder(folder))
        if let (name, _) = script { plan.build = project.run(name) }
        return plan
    }
}

extension String {
    /// The quoted value of `key: "value"` in a configuration written in JavaScript; nil when it is computed.
    func quotedValue(of key: String) -> String? {
        guard let rest = after(key), let line = rest.split(separator: "\n").first else { return nil }
        // `outDir: "x"`, and `"outDir": "x"` with the key's own closing quote.
        var value = line.first == "\"" || line.first == "'" ? line.dropFirst() : line
        value = value.drop { $0 == " " || $0 == ":" || $0 == "=" }
        guard let first = value.first, "\"'`".contains(first), let text = value.firstQuoted, !text.contains("${") else {
            return nil
        }
        let path = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
        return path.isEmpty || path.hasPrefix("/") || path.hasPrefix("..") ? nil : path
    }

    /// Whether a configuration written in JavaScript has `key: false`.
    func setsFalse(_ key: String) -> Bool {
        guard let rest = after(key) else { return false }
        return rest.prefix(12).filter { $0 != " " }.hasPrefix(":false")
    }
}
