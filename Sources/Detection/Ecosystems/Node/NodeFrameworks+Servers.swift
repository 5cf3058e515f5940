// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// Libraries for servers: which of them it is changes the name, not the way it is started.
    static let servers: [Framework] = [
        server("fastify", "Fastify", "fastify", document: "https://fastify.dev/docs/latest/Guides/Getting-Started/"),
        server("hono", "Hono", "hono", document: "https://hono.dev/docs/getting-started/nodejs"),
        server("elysia", "Elysia", "elysia", document: "https://elysiajs.com/patterns/deploy.html"),
        server("koa", "Koa", "koa", document: "https://koajs.com/"),
        server("h3", "H3", "h3", document: "https://h3.dev/guide"),
        server("hapi", "hapi", "@hapi/hapi", document: "https://hapi.dev/tutorials/"),
        server("restify", "Restify", "restify", document: "http://restify.com/docs/home/"),
        server("express", "Express", "express", document: "https://expressjs.com/en/starter/hello-world.html"),
    ]

    private static func server(_ slug: String, _ name: String, _ package: String, document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.package(package)], document: document, plan: NodePlan.program)
    }
}
