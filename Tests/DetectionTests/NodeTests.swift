// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

@Suite struct NodeTests {
    @Test func startsAServerWithoutDependenciesWithoutAnInstall() throws {
        let blueprint = try detect([
            "package.json": #"{"name": "x", "scripts": {"start": "node server.js"}, "engines": {"node": ">=18"}}"#,
            "server.js":
                "require('http').createServer((req, res) => { if (req.url === '/health') res.end() }).listen(process.env.PORT)",
        ])
        #expect(blueprint.language == "javascript")
        #expect(blueprint.framework == nil)
        #expect(blueprint.install == nil)
        #expect(blueprint.start == "node server.js")
        #expect(blueprint.healthPath == "/health")
        #expect(blueprint.hasEvidence("package.json", "asks for node >=18 → "))
        #expect(blueprint.port == nil)
    }

    @Test(arguments: [
        (["package-lock.json"], "npm", "npm ci"), ([], "npm", "npm install"),
        (["yarn.lock"], "yarn", "yarn install --frozen-lockfile"),
        (["yarn.lock", ".yarnrc.yml"], "yarn", "yarn install --immutable"),
        (["pnpm-lock.yaml"], "pnpm", "pnpm install --frozen-lockfile"),
        (["bun.lock"], "bun", "bun install --frozen-lockfile"),
        (["package-lock.json", "pnpm-lock.yaml"], "pnpm", "pnpm install --frozen-lockfile"),
    ])
    func installsWithTheManagerOfTheLockFile(lockfiles: [String], manager: String, command: String) throws {
        var files = ["package.json": #"{"dependencies": {"express": "^4"}, "main": "index.js"}"#, "index.js": ""]
        for lockfile in lockfiles { files[lockfile] = "" }
        let blueprint = try detect(files)
        #expect(blueprint.packageManager == manager)
        #expect(blueprint.install == command)
        #expect(blueprint.start == "node index.js")
        #expect(blueprint.framework == "express")
    }

    @Test func believesThePackageManagerField() throws {
        let blueprint = try detect([
            "package.json":
                #"{"packageManager": "pnpm@9.12.0+sha512.abc", "dependencies": {"koa": "2"}, "scripts": {"start": "node a.js"}}"#,
            "package-lock.json": "{}",
        ])
        #expect(blueprint.packageManager == "pnpm")
        #expect(blueprint.runtimeVersions["pnpm"] == "9.12.0")
        #expect(blueprint.install == "pnpm install")
        #expect(blueprint.hasEvidence("package-lock.json", "not used"))
    }

    /// Frameworks as their own `create` commands make them: what is built, and what is started or served.
    @Test(arguments: [
        Sample(
            "nextjs", ["next": "15", "react": "19"], build: "next build", start: "next start", expectStart: "npm start"),
        Sample(
            "nextjs", ["next": "15"], files: ["next.config.mjs": "export default { output: 'export' }"],
            build: "next build", output: "out"),
        Sample("nuxtjs", ["nuxt": "^3.13.0"], build: "nuxt build", expectStart: "node .output/server/index.mjs"),
        Sample("nuxtjs", ["nuxt": "^3.13.0"], build: "nuxt generate", output: ".output/public"),
        Sample("vite", ["vite": "5", "react": "18"], build: "vite build", output: "dist"),
        Sample(
            "vite", ["vite": "5", "vue": "3"],
            files: ["vite.config.ts": "export default { build: { outDir: './public_html' } }"], build: "vite build",
            output: "public_html"),
        Sample(
            "create-react-app", ["react-scripts": "5", "react": "18"], build: "react-scripts build",
            start: "react-scripts start", output: "build"),
        Sample("vue", ["@vue/cli-service": "5", "vue": "3"], build: "vue-cli-service build", output: "dist"),
        Sample(
            "sveltekit-1", ["@sveltejs/kit": "2", "svelte": "5", "vite": "5", "@sveltejs/adapter-node": "5"],
            build: "vite build", expectStart: "node build"),
        Sample(
            "sveltekit-1", ["@sveltejs/kit": "2", "vite": "5", "@sveltejs/adapter-static": "3"], build: "vite build",
            output: "build"),
        Sample("astro", ["astro": "4"], build: "astro build", start: "astro dev", output: "dist"),
        Sample(
            "astro", ["astro": "4", "@astrojs/node": "8"],
            files: [
                "astro.config.mjs":
                    "import node from '@astrojs/node'; export default { output: 'server', adapter: node({ mode: 'standalone' }) }"
            ], build: "astro build", expectStart: "node ./dist/server/entry.mjs"),
        Sample(
            "remix",
            [
                "@remix-run/node": "2", "@remix-run/react": "2", "@remix-run/serve": "2", "@remix-run/dev": "2",
                "vite": "5",
            ], build: "remix vite:build", start: "remix-serve ./build/server/index.js", expectStart: "npm start"),
        Sample(
            "react-router", ["@react-router/dev": "7", "vite": "5"], build: "react-router build",
            start: "react-router-serve ./build/server/index.js", expectStart: "npm start"),
        Sample(
            "nestjs", ["@nestjs/core": "10", "@nestjs/platform-express": "10", "express": "4"],
            scripts: ["start:prod": "node dist/main"], build: "nest build", start: "nest start",
            expectStart: "node dist/main"),
        Sample(
            "gatsby", ["gatsby": "5", "react": "18"], build: "gatsby build", start: "gatsby develop", output: "public"),
        Sample(
            "docusaurus-2", ["@docusaurus/core": "3"], build: "docusaurus build", start: "docusaurus start",
            output: "build"),
        Sample("eleventy", ["@11ty/eleventy": "3"], build: "eleventy", output: "_site"),
        Sample("vitepress", ["vitepress": "1"], build: "vitepress build docs", output: "docs/.vitepress/dist"),
        Sample(
            "fastify", ["fastify": "4"], files: ["server.js": "app.listen({ port: process.env.PORT })"],
            expectStart: "node server.js"),
        Sample(
            "hono", ["hono": "4", "@hono/node-server": "1"], build: "tsc", start: "node dist/index.js",
            expectStart: "node dist/index.js"),
        Sample(
            "express", ["express": "4", "vite": "5"], build: "vite build", start: "node server.js",
            expectStart: "node server.js"),
    ])
    func knows(_ sample: Sample) throws {
        let blueprint = try detect(sample.tree)
        #expect(blueprint.framework == sample.slug)
        #expect(blueprint.build == (sample.build == nil ? nil : "npm run build"))
        #expect(blueprint.start == sample.expectStart)
        #expect(blueprint.outputDirectory == sample.output)
        #expect(blueprint.install == "npm install")
    }

    struct Sample: Sendable, CustomTestStringConvertible {
        var slug: String
        var tree: [String: String]
        var build: String?
        var expectStart: String?
        var output: String?

        init(
            _ slug: String, _ dependencies: [String: String], files: [String: String] = [:],
            scripts: [String: String] = [:],
            build: String? = nil, start: String? = nil, output: String? = nil, expectStart: String? = nil
        ) {
            func object(_ members: [String: String]) -> String {
                "{" + members.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ") + "}"
            }
            var scripts = scripts
            scripts["build"] = build
            scripts["start"] = start
            self.slug = slug
            self.build = build
            self.output = output
            self.expectStart = expectStart
            tree = files
            tree["package.json"] = "{\"dependencies\": \(object(dependencies)), \"scripts\": \(object(scripts))}"
        }

        var testDescription: String { slug }
    }

    @Test func readsTheOutputFolderOfAngular() throws {
        let workspace = """
            {"projects": {"shop": {"projectType": "application", "architect": {"build": {
            "builder": "@angular-devkit/build-angular:application", "options": {"outputPath": "dist/shop"}}}}}}
            """
        let blueprint = try detect([
            "package.json":
                #"{"dependencies": {"@angular/core": "17"}, "scripts": {"start": "ng serve", "build": "ng build"}}"#,
            "angular.json": workspace, "tsconfig.json": "{}",
        ])
        #expect(blueprint.framework == "angular")
        #expect(blueprint.language == "typescript")
        #expect(blueprint.outputDirectory == "dist/shop/browser")
        #expect(blueprint.start == nil)
    }

    @Test func findsTheFixedPortOfAStartScript() throws {
        let blueprint = try detect([
            "package.json":
                #"{"dependencies": {"next": "14"}, "scripts": {"build": "next build", "start": "next start -p 4000"}}"#
        ])
        #expect(blueprint.start == "npm start")
        #expect(blueprint.port == 4000)
    }

    @Test func runsCompiledTypeScript() throws {
        let blueprint = try detect([
            "package.json": #"{"dependencies": {"express": "4"}, "scripts": {"build": "tsc"}}"#,
            "tsconfig.json": "{ // comment\n \"compilerOptions\": {\"outDir\": \"./lib\"} }", "src/index.ts": "",
        ])
        #expect(blueprint.start == "node index.js".replacing("index.js", with: "lib/index.js"))
    }

    @Test func goesOnWithoutAValidManifest() throws {
        let blueprint = try detect(["package.json": "{ not json", "server.js": "x.listen(3000)"])
        #expect(blueprint.hasEvidence("package.json", "not a JSON object"))
        #expect(blueprint.start == "node server.js")
        #expect(blueprint.port == 3000)
    }

    @Test func prefersPagesOverAManifestOfTools() throws {
        let blueprint = try detect([
            "package.json": #"{"devDependencies": {"prettier": "3"}}"#, "index.html": "<h1>x</h1>",
        ])
        #expect(blueprint.outputDirectory == ".")
        #expect(blueprint.start == nil)
        #expect(blueprint.languages.contains("javascript"))
    }
}
