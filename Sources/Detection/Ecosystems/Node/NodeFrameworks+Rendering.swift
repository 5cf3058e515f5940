// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Next.js serves itself, unless it is told to export files.
enum NextPlan {
    static func make(_ project: NodeProject) -> Plan {
        if let config = project.config("next.config"), config.text.quotedValue(of: "output") == "export" {
            let folder = config.text.quotedValue(of: "distDir") ?? "out"
            var plan = NodePlan.site(project, build: "next build", output: folder)
            plan.note(config.file, "exports a static site")
            return plan
        }
        if let config = project.config("next.config"), config.text.quotedValue(of: "output") == "standalone",
            project.script("start").map({ $0.hasPrefix("next start") }) ?? true
        {
            // The standalone server leaves public files and assets to a CDN: they are put where it serves them.
            var plan = NodePlan.server(
                project, build: "next build",
                start: "HOSTNAME=${HOST:-0.0.0.0} node .next/standalone/server.js", scripts: [])
            let copies =
                (project.source.exists("public") ? "cp -r public .next/standalone/ && " : "")
                + "cp -r .next/static .next/standalone/.next/"
            plan.build = plan.build.map { "\($0) && \(copies)" }
            plan.note(config.file, "makes a standalone server")
            return plan
        }
        return NodePlan.server(
            project, build: "next build", start: project.exec("next start -H ${HOST:-0.0.0.0} -p $PORT"))
    }
}

/// Nuxt 3 builds a Node server in `.output`; Nuxt 2 starts itself; both can generate files.
enum NuxtPlan {
    static func make(_ project: NodeProject) -> Plan {
        let isSecond = project.declares("nuxt-edge") != nil || version(project).hasPrefix("2")
        if project.script("build")?.holds("nuxt generate") == true
            || project.script("build")?.holds("nuxi generate") == true
        {
            return NodePlan.site(project, build: "nuxt generate", output: isSecond ? "dist" : ".output/public")
        }
        if isSecond {
            return NodePlan.server(
                project, build: "nuxt build", start: project.exec("nuxt start --hostname ${HOST:-0.0.0.0} --port $PORT")
            )
        }
        // A start script of Nuxt 3 is most often left over; the server that the build makes needs nothing else.
        return NodePlan.server(project, build: "nuxt build", start: "node .output/server/index.mjs", scripts: [])
    }

    private static func version(_ project: NodeProject) -> String {
        let text = project.manifest["dependencies"]?["nuxt"] ?? project.manifest["devDependencies"]?["nuxt"]
        return String((text?.string ?? "").drop { !$0.isNumber })
    }
}

/// SvelteKit's adapter decides what the build makes.
enum SvelteKitPlan {
    static func make(_ project: NodeProject) -> Plan {
        let config = project.config("svelte.config")?.text
        if project.declares("@sveltejs/adapter-static") != nil {
            let folder = config?.quotedValue(of: "pages") ?? "build"
            return NodePlan.site(project, build: "vite build", output: folder)
        }
        if project.declares("@sveltejs/adapter-node") != nil {
            let folder = config?.quotedValue(of: "out") ?? "build"
            return NodePlan.server(project, build: "vite build", start: "node \(folder)", scripts: [])
        }
        var plan = NodePlan.server(
            project, build: "vite build", start: project.exec("vite preview --host ${HOST:-0.0.0.0} --port $PORT"),
            scripts: [])
        plan.note(
            "package.json", "has no adapter for a server of its own: vite preview is used; add @sveltejs/adapter-node")
        plan.confidence = 0.6
        return plan
    }
}

/// Astro makes files, or a server when it has the Node adapter.
enum AstroPlan {
    static func make(_ project: NodeProject) -> Plan {
        let config = project.config("astro.config")?.text ?? ""
        let folder = config.quotedValue(of: "outDir") ?? "dist"
        guard project.declares("@astrojs/node") != nil, config.holds("adapter") else {
            var plan = NodePlan.site(project, build: "astro build", output: folder)
            if config.quotedValue(of: "output") == "server" {
                plan.note(
                    "package.json", "renders on another platform's server: only its files are served; add @astrojs/node"
                )
                plan.confidence = 0.5
            }
            return plan
        }
        let start = "node ./\(folder)/server/entry.mjs"
        var plan = NodePlan.server(project, build: "astro build", start: start, scripts: [])
        plan.note("package.json", "depends on @astrojs/node: rendered on the server")
        if config.quotedValue(of: "mode") == "middleware" {
            plan.confidence = 0.6
            if let script = project.script("start"), !NodeScript(script).isDevelopment {
                plan.start = project.run("start")
            }
        }
        return plan
    }
}
