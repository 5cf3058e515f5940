// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// Frameworks that answer every request themselves, then site generators, then bundlers, then server libraries: a
    /// Next.js project also depends on React, an Astro project on Vite, a Nest project on Express.
    static let node: [Framework] = meta + generators + bundlers + servers

    /// What answers requests itself.
    static let meta: [Framework] = products + rendering + lesser
}

extension Framework<NodeProject> {
    /// Applications with their own routing and server.
    static let rendering: [Framework] = [
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
            slug: "solidstart", name: "SolidStart (before 1.0)", signals: [.package("solid-start")],
            document: "https://github.com/solidjs/solid-start",
            plan: { NodePlan.server($0, build: "solid-start build", start: $0.exec("solid-start start --port $PORT")) }),
        Framework(
            slug: "tanstack-start", name: "TanStack Start",
            signals: [
                .package("@tanstack/react-start"), .package("@tanstack/solid-start"), .package("@tanstack/start"),
            ],
            document: "https://tanstack.com/start/latest/docs/framework/react/guide/hosting",
            plan: TanStackPlan.make),
        Framework(
            slug: "analog", name: "Analog", signals: [.package("@analogjs/platform")],
            document: "https://analogjs.org/docs/features/deployment/providers",
            plan: { project in
                if project.config("vite.config")?.text.setsFalse("ssr") == true {
                    return NodePlan.site(project, build: "vite build", output: "dist/analog/public")
                }
                return NodePlan.server(
                    project, build: "vite build", start: "node dist/analog/server/index.mjs", scripts: [])
            }),
        Framework(
            slug: "nitro", name: "Nitro", signals: [.package("nitropack"), .package("nitro")],
            document: "https://nitro.build/deploy/runtimes/node",
            plan: { NodePlan.server($0, build: "nitro build", start: "node .output/server/index.mjs", scripts: []) }),
        Framework(
            slug: "nestjs", name: "NestJS", signals: [.package("@nestjs/core")],
            document: "https://docs.nestjs.com/deployment",
            plan: { project in
                let hasTool = project.declares("@nestjs/cli") != nil || project.source.exists("nest-cli.json")
                var plan = NodePlan.server(
                    project, build: hasTool ? "nest build" : project.usesTypeScript ? "tsc" : nil,
                    start: "node dist/main", scripts: ["start:prod", "start"])
                let main = project.source.text("src/main.ts") ?? ""
                plan.port = plan.port ?? ListeningPort.fixed(in: main)
                return plan
            }),
    ]
}
