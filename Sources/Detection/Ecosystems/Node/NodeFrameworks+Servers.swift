// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<NodeProject> {
    /// Libraries for servers: which of them it is changes the name, not the way it is started.
    ///
    /// Only what the running program needs counts: a library's tests use Express too.
    static let servers: [Framework] = [
        server("feathers", "Feathers", "@feathersjs/feathers", document: "https://feathersjs.com/guides/"),
        server("sails", "Sails", "sails", document: "https://sailsjs.com/documentation/concepts/deployment"),
        server("loopback", "LoopBack", "@loopback/core", document: "https://loopback.io/doc/en/lb4/Deployment.html"),
        server("payload", "Payload", "payload", document: "https://payloadcms.com/docs/production/deployment"),
        server("moleculer", "Moleculer", "moleculer", document: "https://moleculer.services/docs/"),
        server(
            "apollo", "Apollo Server", "@apollo/server", document: "https://www.apollographql.com/docs/apollo-server/"),
        server("fastify", "Fastify", "fastify", document: "https://fastify.dev/docs/latest/Guides/Getting-Started/"),
        server("elysia", "Elysia", "elysia", document: "https://elysiajs.com/patterns/deploy.html"),
        server("hono", "Hono", "hono", document: "https://hono.dev/docs/getting-started/nodejs"),
        server("koa", "Koa", "koa", document: "https://koajs.com/"),
        server("h3", "H3", "h3", document: "https://h3.dev/guide"),
        server("hapi", "hapi", "@hapi/hapi", document: "https://hapi.dev/tutorials/"),
        server("restify", "Restify", "restify", document: "http://restify.com/docs/home/"),
        server("polka", "Polka", "polka", document: "https://github.com/lukeed/polka"),
        server("express", "Express", "express", document: "https://expressjs.com/en/starter/hello-world.html"),
        server("socket.io", "Socket.IO", "socket.io", document: "https://socket.io/docs/v4/server-installation/"),
        server("ws", "ws", "ws", document: "https://github.com/websockets/ws"),
    ]

    private static func server(_ slug: String, _ name: String, _ package: String, document: String) -> Framework {
        Framework(slug: slug, name: name, signals: [.needed(package)], document: document, plan: NodePlan.program)
    }
}
