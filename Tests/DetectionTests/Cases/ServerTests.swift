// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

/// Servers that run on Node or Bun.
@Suite struct ServerTests {
    static let libraries: [(slug: String, package: String)] = [
        ("express", "express"), ("koa", "koa"), ("h3", "h3"), ("hono", "hono"), ("fastify", "fastify"),
        ("hapi", "@hapi/hapi"),
        ("restify", "restify"), ("polka", "polka"), ("feathers", "@feathersjs/feathers"), ("sails", "sails"),
        ("loopback", "@loopback/core"), ("payload", "payload"), ("apollo", "@apollo/server"),
        ("moleculer", "moleculer"),
        ("socket.io", "socket.io"), ("ws", "ws"),
    ]

    @Test(arguments: libraries) func knowsALibrary(slug: String, package: String) throws {
        let blueprint = try detect([
            "package.json": "{\"dependencies\": {\"\(package)\": \"1\"}, \"scripts\": {\"start\": \"node app.js\"}}",
            "app.js": "server.listen(process.env.PORT)",
        ])
        #expect(blueprint.framework == slug)
        #expect(blueprint.start == "node app.js")
        #expect(blueprint.port == nil)
    }

    static let cases: [Case] = [
        Case(
            "bun init",
            [
                "package.json":
                    #"{"name": "x", "module": "index.ts", "type": "module", "private": true, "devDependencies": {"@types/bun": "latest"}, "peerDependencies": {"typescript": "^5"}}"#,
                "bun.lock": "", "index.ts": "Bun.serve({ port: 8123, fetch: f });", "tsconfig.json": "{}",
            ],
            language: "typescript", manager: "bun", install: "bun install --frozen-lockfile", start: "bun index.ts",
            port: 8123),
        Case(
            "Bun without a manifest", ["server.ts": "Bun.serve({ fetch() { return new Response('hi') } })"],
            language: "typescript", start: "bun server.ts"),
        Case(
            "bun create elysia",
            [
                "package.json":
                    #"{"name": "app", "module": "src/index.js", "scripts": {"dev": "bun run --watch src/index.ts"}, "dependencies": {"elysia": "latest"}}"#,
                "src/index.ts": "new Elysia().get('/', () => 1).listen(3000)",
            ],
            language: "javascript", framework: "elysia", start: "bun src/index.ts", port: 3000),
        Case(
            "a start script that watches",
            [
                "package.json":
                    #"{"dependencies": {"hono": "4", "@hono/node-server": "1"}, "devDependencies": {"tsx": "4"}, "scripts": {"start": "tsx watch src/index.ts"}}"#,
                "src/index.ts": "serve({ fetch: app.fetch, port: 3000 })",
            ],
            language: "javascript", framework: "hono", start: "npx tsx src/index.ts", port: 3000),
        Case(
            "npm init adonisjs",
            [
                "package.json":
                    #"{"type": "module", "scripts": {"start": "node bin/server.js", "build": "node ace build"}, "dependencies": {"@adonisjs/core": "6", "@adonisjs/lucid": "21"}}"#,
                "bin/server.ts": "", "ace.js": "", "database/migrations/1.ts": "",
            ],
            language: "javascript", framework: "adonisjs", build: "npm run build", start: "node build/bin/server.js",
            release: "node build/ace.js migration:run --force"),
        Case(
            "create-strapi",
            [
                "package.json":
                    #"{"dependencies": {"@strapi/strapi": "5"}, "scripts": {"build": "strapi build", "start": "strapi start", "develop": "strapi develop"}}"#
            ],
            language: "javascript", framework: "strapi", build: "NODE_ENV=production npm run build",
            start: "NODE_ENV=production npm start", health: "/_health"),
        Case(
            "npm create keystone-app",
            [
                "package.json":
                    #"{"dependencies": {"@keystone-6/core": "6"}, "scripts": {"build": "keystone build", "start": "keystone start", "dev": "keystone dev"}}"#
            ],
            language: "javascript", framework: "keystone", build: "npm run build", start: "npm start"),
        Case(
            "Directus", ["package.json": #"{"dependencies": {"directus": "11"}}"#], language: "javascript",
            framework: "directus", start: "npx directus start", release: "npx directus bootstrap",
            health: "/server/ping"),
        Case(
            "xmcp", ["package.json": #"{"dependencies": {"xmcp": "1"}, "scripts": {"build": "xmcp build"}}"#],
            language: "javascript", framework: "xmcp", build: "npm run build", start: "node dist/http.js"),
        Case(
            "Nitro",
            ["package.json": #"{"devDependencies": {"nitropack": "2"}, "scripts": {"build": "nitropack build"}}"#],
            language: "javascript", framework: "nitro", build: "npm run build", start: "node .output/server/index.mjs"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }

    /// Another language's project whose package.json is for its tools or its pages.
    @Test(arguments: [
        (
            "rails",
            [
                "Gemfile": "gem 'rails'", "config/application.rb": "", "config.ru": "",
                "package.json": #"{"devDependencies": {"vite": "6"}, "scripts": {"build": "vite build"}}"#,
            ]
        ),
        (
            "phoenix",
            [
                "mix.exs": "[app: :x, mod: {X, []}]\n[{:phoenix, \"~> 1.7\"}]",
                "package.json": #"{"devDependencies": {"prettier": "3"}}"#,
            ]
        ),
        (
            "gin",
            [
                "go.mod": "module x\nrequire github.com/gin-gonic/gin v1.10.0\n",
                "main.go": "package main\nfunc main() {}",
                "package.json": #"{"devDependencies": {"parcel": "2"}, "scripts": {"build": "parcel build"}}"#,
            ]
        ),
        (
            "axum",
            [
                "Cargo.toml": "[package]\nname='x'\n[dependencies]\naxum='0.8'", "src/main.rs": "fn main() {}",
                "package.json": #"{"devDependencies": {"tailwindcss": "4"}}"#,
            ]
        ),
        (
            "flask",
            [
                "requirements.txt": "flask\ngunicorn", "app.py": "from flask import Flask\napp = Flask(__name__)",
                "Makefile": "TARGET = x\nrun:\n\tflask run", "package.json": "{}",
            ]
        ),
        (
            "aspnetcore",
            [
                "Web.csproj": "<Project Sdk=\"Microsoft.NET.Sdk.Web\"></Project>",
                "package.json": #"{"devDependencies": {"vite": "6"}, "scripts": {"build": "vite build"}}"#,
            ]
        ),
    ])
    func leavesTheServerToItsLanguage(slug: String, tree: [String: String]) throws {
        #expect(try detect(tree).framework == slug)
    }
}
