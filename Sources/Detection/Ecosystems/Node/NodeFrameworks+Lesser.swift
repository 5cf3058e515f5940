// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// More applications with their own routing and server.
    static let lesser: [Framework] = [
        Framework(
            slug: "sapper", name: "Sapper", signals: [.package("sapper")],
            document: "https://sapper.svelte.dev/docs#Deployment",
            plan: { project in
                let exports = project.script("build")?.holds("sapper export") == true || project.script("start") == nil
                if exports { return NodePlan.site(project, build: "sapper export", output: "__sapper__/export") }
                return NodePlan.server(project, build: "sapper build", start: "node __sapper__/build")
            }),
        Framework(
            slug: "qwik", name: "Qwik City",
            signals: [.package("@builder.io/qwik-city"), .package("@qwik.dev/router")],
            document: "https://qwik.dev/docs/deployments/node/", plan: QwikPlan.make),
        Framework(
            slug: "qwik", name: "Qwik", signals: [.package("@builder.io/qwik"), .package("@qwik.dev/core")],
            document: "https://qwik.dev/docs/deployments/",
            plan: { NodePlan.site($0, build: "vite build", output: "dist") }),
        Framework(
            slug: "marko", name: "Marko Run", signals: [.package("@marko/run")],
            document: "https://github.com/marko-js/run",
            plan: { project in
                if project.declares("@marko/run-adapter-static") != nil {
                    return NodePlan.site(project, build: "marko-run build", output: "dist")
                }
                return NodePlan.server(project, build: "marko-run build", start: "node dist/index.mjs")
            }),
        Framework(
            slug: "waku", name: "Waku", signals: [.package("waku")], document: "https://waku.gg/",
            plan: { project in
                // Its server takes the port by an option alone, which the starter's script leaves out.
                NodePlan.server(
                    project, build: "waku build", start: project.exec("waku start --port $PORT"), scripts: [])
            }),
        Framework(
            slug: "modernjs", name: "Modern.js", signals: [.package("@modern-js/app-tools")],
            document: "https://modernjs.dev/guides/basic-features/deploy",
            plan: { NodePlan.server($0, build: "modern build", start: $0.exec("modern serve"), scripts: ["serve"]) }),
    ]
}

/// Qwik City's adapter decides what the server build makes.
enum QwikPlan {
    static func make(_ project: NodeProject) -> Plan {
        let source = project.source
        if source.exists("adapters/static") || source.exists("adapters/static/vite.config.ts") {
            return NodePlan.site(project, build: "qwik build", output: "dist")
        }
        for name in ["express", "fastify", "node-server"] where source.exists("src/entry.\(name).tsx") {
            return NodePlan.server(
                project, build: "qwik build", start: "node server/entry.\(name)", scripts: ["serve"])
        }
        if source.exists("adapters/bun") || source.exists("src/entry.bun.ts") {
            return NodePlan.server(project, build: "qwik build", start: "bun server/entry.bun.js", scripts: ["serve"])
        }
        var plan = NodePlan.server(
            project, build: "qwik build", start: project.exec("vite preview --host ${HOST:-0.0.0.0} --port $PORT"),
            scripts: [])
        plan.note("package.json", "has no adapter for a server of its own: vite preview is used; add one with qwik add")
        plan.confidence = 0.6
        return plan
    }
}
