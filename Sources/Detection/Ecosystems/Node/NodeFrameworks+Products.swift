// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension Framework<NodeProject> {
    /// Applications that stand on the frameworks below them: each serves itself by a command of its own.
    static let products: [Framework] = [
        Framework(
            slug: "redwoodjs", name: "RedwoodJS", signals: [.package("@redwoodjs/core"), .file("redwood.toml")],
            document: "https://docs.redwoodjs.com/docs/cli-commands#serve", plan: RedwoodPlan.make),
        Framework(
            slug: "redwood-sdk", name: "RedwoodSDK", signals: [.package("rwsdk")],
            document: "https://docs.rwsdk.com/core/hosting/",
            plan: { project in
                var plan = NodePlan.server(
                    project, build: "vite build",
                    start: project.exec("vite preview --host ${HOST:-0.0.0.0} --port $PORT"),
                    scripts: [])
                plan.note("package.json", "is made for Cloudflare's workers: here their local runtime serves it")
                plan.confidence = 0.6
                return plan
            }),
        Framework(
            slug: "hydrogen", name: "Hydrogen", signals: [.package("@shopify/hydrogen"), .file("hydrogen.config.js")],
            document: "https://shopify.dev/docs/storefronts/headless/hydrogen/deployments",
            plan: { project in
                var plan = NodePlan.server(
                    project, build: "shopify hydrogen build",
                    // The skeleton's own preview script builds once more and takes no port.
                    start: project.exec("shopify hydrogen preview --port $PORT"), scripts: ["start"])
                plan.note("package.json", "is made for Shopify's Oxygen: here its preview serves it")
                plan.confidence = 0.6
                return plan
            }),
        Framework(
            slug: "keystone", name: "Keystone",
            signals: [.package("@keystone-6/core"), .package("@keystone-next/keystone")],
            document: "https://keystonejs.com/docs/guides/cli",
            plan: { project in
                var plan = NodePlan.server(project, build: "keystone build", start: project.exec("keystone start"))
                if project.source.exists("migrations") {
                    plan.release = project.exec("keystone prisma migrate deploy")
                    plan.note("migrations", "has migrations, which run before each release")
                }
                return plan
            }),
        Framework(
            slug: "strapi", name: "Strapi", signals: [.package("@strapi/strapi"), .package("strapi")],
            document: "https://docs.strapi.io/cms/deployment",
            plan: { project in
                var plan = NodePlan.server(project, build: "strapi build", start: project.exec("strapi start"))
                plan.build = plan.build.map { "NODE_ENV=production \($0)" }
                plan.start = plan.start.map { "NODE_ENV=production \($0)" }
                plan.healthPath = "/_health"
                plan.note("package.json", "Strapi serves the health check /_health")
                return plan
            }),
        Framework(
            slug: "directus", name: "Directus", signals: [.needed("directus")],
            document: "https://directus.io/docs/self-hosting/overview",
            plan: { project in
                var plan = NodePlan.server(project, build: nil, start: project.exec("directus start"))
                plan.release = project.exec("directus bootstrap")
                plan.healthPath = "/server/ping"
                plan.note("package.json", "Directus serves the health check /server/ping")
                return plan
            }),
        Framework(
            slug: "medusa", name: "Medusa", signals: [.needed("@medusajs/medusa")],
            document: "https://docs.medusajs.com/learn/build", plan: MedusaPlan.make),
        Framework(
            slug: "adonisjs", name: "AdonisJS", signals: [.package("@adonisjs/core")],
            document: "https://docs.adonisjs.com/guides/getting-started/deployment", plan: AdonisPlan.make),
        Framework(
            slug: "xmcp", name: "xmcp", signals: [.needed("xmcp")], document: "https://xmcp.dev/docs",
            plan: { NodePlan.server($0, build: "xmcp build", start: "node dist/http.js") }),
    ]
}

/// RedwoodJS: an API and a web side, served by one command.
enum RedwoodPlan {
    static func make(_ project: NodeProject) -> Plan {
        var plan = Plan(build: project.exec("rw build"), start: project.exec("rw serve --port $PORT"), confidence: 0.85)
        plan.note("package.json", "rw serve serves both sides")
        if project.source.exists("api/db/migrations") {
            plan.release = project.exec("rw prisma migrate deploy")
            plan.note("api/db/migrations", "has migrations, which run before each release")
        }
        return plan
    }
}

/// Medusa 2 builds into `.medusa/server`, which is the root of what runs; packages are found in the folders above it.
enum MedusaPlan {
    static func make(_ project: NodeProject) -> Plan {
        var plan = NodePlan.server(project, build: "medusa build", start: project.exec("medusa start"))
        let version = project.manifest["dependencies"]?["@medusajs/medusa"]?.string ?? ""
        if version.drop(while: { !$0.isNumber }).hasPrefix("1.") {
            plan.release = project.exec("medusa migrations run")
        } else {
            plan.start = plan.start.map { "cd .medusa/server && NODE_ENV=production \($0)" }
            plan.release = "cd .medusa/server && " + project.exec("medusa db:migrate")
        }
        plan.healthPath = "/health"
        plan.note("package.json", "Medusa serves the health check /health")
        return plan
    }
}

/// AdonisJS builds into `build`, which is the root of what runs.
enum AdonisPlan {
    static func make(_ project: NodeProject) -> Plan {
        // Version 6 starts from bin/, version 5 from server.ts in the root.
        let entry = project.source.exists("bin/server.ts") ? "build/bin/server.js" : "build/server.js"
        var plan = Plan(build: project.build(orElse: "node ace build"), start: "node \(entry)")
        if project.script("build") == nil { plan.build = "node ace build" }
        if project.declares("@adonisjs/lucid") != nil, project.source.exists("database/migrations") {
            let ace = project.source.exists("ace.js") || project.source.exists("ace") ? "node build/ace.js" : "node ace"
            plan.release = "\(ace) migration:run --force"
            plan.note("database/migrations", "has migrations, which run before each release")
        }
        plan.note("package.json", "builds a server into build/")
        return plan
    }
}

/// TanStack Start builds a server with Nitro, or a handler that srvx serves.
enum TanStackPlan {
    static func make(_ project: NodeProject) -> Plan {
        let nitro = ["nitro", "nitropack", "@tanstack/nitro-v2-vite-plugin", "vinxi"]
        if nitro.contains(where: { project.declares($0) != nil }) || project.config("app.config") != nil {
            return NodePlan.server(
                project, build: project.declares("vinxi") == nil ? "vite build" : "vinxi build",
                start: "node .output/server/index.mjs")
        }
        return NodePlan.server(
            project, build: "vite build",
            start: "HOST=${HOST:-0.0.0.0} " + project.exec("srvx --prod -s ../client dist/server/server.js"))
    }
}
