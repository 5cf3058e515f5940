// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Testing

/// Sites and applications that Node builds, as their `create` commands make them.
@Suite struct FrontendTests {
    /// A project of these packages, all of them of version 1, without scripts.
    private static func project(
        _ packages: [String], scripts: String = "", files: [String: String] = [:], extra: String = ""
    ) -> [String: String] {
        var tree = files
        let listed = packages.map { "\"\($0)\": \"1.0.0\"" }.joined(separator: ", ")
        tree["package.json"] = "{\(extra)\"scripts\": {\(scripts)}, \"devDependencies\": {\(listed)}}"
        return tree
    }

    /// Every generator and bundler, with what it is known by, its command and its folder.
    static let sites: [(slug: String, packages: [String], build: String, output: String)] = [
        ("gatsby", ["gatsby"], "gatsby build", "public"),
        ("docusaurus-2", ["@docusaurus/core"], "docusaurus build", "build"),
        ("hexo", ["hexo"], "hexo generate", "public"), ("eleventy", ["@11ty/eleventy"], "@11ty/eleventy", "_site"),
        ("vitepress", ["vitepress"], "vitepress build", ".vitepress/dist"),
        ("vuepress", ["vuepress"], "vuepress build", ".vuepress/dist"),
        ("rspress", ["@rspress/core"], "rspress build", "doc_build"),
        ("gridsome", ["gridsome"], "gridsome build", "dist"), ("saber", ["saber"], "saber build", "public"),
        ("sanity-v3", ["sanity", "react"], "sanity build", "dist"), ("slidev", ["@slidev/cli"], "slidev build", "dist"),
        ("ember", ["ember-cli", "ember-source"], "ember build --environment=production", "dist"),
        ("preact", ["preact-cli", "preact"], "preact build", "build"),
        ("vue", ["@vue/cli-service"], "vue-cli-service build", "dist"),
        ("create-react-app", ["react-scripts"], "react-scripts build", "build"),
        ("stencil", ["@stencil/core"], "stencil build", "www"), ("umijs", ["umi"], "umi build", "dist"),
        ("umijs", ["@umijs/max"], "max build", "dist"), ("dojo", ["@dojo/framework"], "dojo build", "output/dist"),
        ("brunch", ["brunch"], "brunch build --production", "public"),
        ("polymer", ["polymer-cli"], "polymer build", "build/default"),
        ("quasar", ["@quasar/app-vite", "vite"], "quasar build", "dist/spa"),
        ("ionic-react", ["@ionic/react", "vite"], "vite build", "dist"),
        ("ionic-react", ["@ionic/react", "react-scripts"], "react-scripts build", "build"),
        ("ionic-angular", ["@ionic/angular"], "ng build", "www"),
        ("svelte", ["svelte", "rollup-plugin-svelte"], "rollup -c", "public"),
        ("vite", ["vite", "solid-js"], "vite build", "dist"), ("vite", ["vite", "lit"], "vite build", "dist"),
        ("vite", ["rescript", "vite"], "vite build", "dist"), ("rsbuild", ["@rsbuild/core"], "rsbuild build", "dist"),
        ("parcel", ["parcel"], "parcel build", "dist"),
        ("expo", ["expo", "react-native-web"], "expo export --platform web", "dist"),
        ("sapper", ["sapper", "svelte"], "sapper export", "__sapper__/export"),
        ("qwik", ["@builder.io/qwik", "vite"], "vite build", "dist"),
    ]

    @Test(arguments: sites) func buildsASite(slug: String, packages: [String], build: String, output: String) throws {
        let blueprint = try detect(Self.project(packages))
        #expect(blueprint.framework == slug)
        #expect(blueprint.build == "npx " + build)
        #expect(blueprint.outputDirectory == output)
        #expect(blueprint.start == nil)
        #expect(blueprint.install == "npm install")
    }

    static let cases: [Case] = [
        Case(
            "Next with a standalone output",
            project(
                ["next"], scripts: "\"build\": \"next build\", \"start\": \"next start\"",
                files: ["next.config.ts": "export default { output: \"standalone\" }", "public/a.svg": ""]),
            language: "javascript", framework: "nextjs",
            build: "npm run build && cp -r public .next/standalone/ && cp -r .next/static .next/standalone/.next/",
            start: "HOSTNAME=${HOST:-0.0.0.0} node .next/standalone/server.js"),
        Case(
            "Next with a server of its own",
            project(
                ["next"], scripts: "\"build\": \"next build\", \"start\": \"node server.js\"",
                files: ["server.js": "next({}).prepare()"]),
            language: "javascript", framework: "nextjs", build: "npm run build", start: "node server.js"),
        Case(
            "npm create solid@latest",
            project(["@solidjs/start", "vinxi"], scripts: "\"build\": \"vinxi build\", \"start\": \"vinxi start\""),
            language: "javascript", framework: "solidstart-1", build: "npm run build",
            start: "node .output/server/index.mjs"),
        Case(
            "TanStack Start without Nitro",
            project(["@tanstack/react-start", "vite"], scripts: "\"build\": \"vite build\""),
            language: "javascript", framework: "tanstack-start", build: "npm run build",
            start: "HOST=${HOST:-0.0.0.0} npx srvx --prod -s ../client dist/server/server.js"),
        Case(
            "TanStack Start with Nitro",
            project(["@tanstack/react-start", "nitro", "vite"], scripts: "\"build\": \"vite build\""),
            language: "javascript", framework: "tanstack-start", build: "npm run build",
            start: "node .output/server/index.mjs"),
        Case(
            "React Router without a server",
            project(
                ["@react-router/dev"], scripts: "\"build\": \"react-router build\"",
                files: ["react-router.config.ts": "export default { ssr: false }"]),
            language: "javascript", framework: "react-router", build: "npm run build", output: "build/client"),
        Case(
            "Qwik City with Express",
            project(
                ["@builder.io/qwik", "@builder.io/qwik-city"],
                scripts: "\"build\": \"qwik build\", \"serve\": \"node server/entry.express\"",
                files: ["src/entry.express.tsx": ""]),
            language: "javascript", framework: "qwik", build: "npm run build", start: "node server/entry.express"),
        Case(
            "npm create marko", project(["@marko/run"], scripts: "\"build\": \"marko-run build\""),
            language: "javascript",
            framework: "marko", build: "npm run build", start: "node dist/index.mjs"),
        Case(
            "create redwood-app",
            project(
                ["@redwoodjs/core"],
                files: ["redwood.toml": "", "yarn.lock": "__metadata:", "api/db/migrations/1.sql": ""],
                extra: "\"private\": true, \"workspaces\": [\"api\", \"web\"],"),
            language: "javascript", framework: "redwoodjs", manager: "yarn", install: "yarn install --immutable",
            build: "yarn rw build",
            start: "yarn rw serve --port $PORT", release: "yarn rw prisma migrate deploy"),
        Case(
            "Ionic with angular.json",
            project(
                ["@ionic/angular", "@angular/core"],
                files: [
                    "angular.json":
                        #"{"projects": {"app": {"architect": {"build": {"builder": "@angular-devkit/build-angular:browser", "options": {"outputPath": "www"}}}}}}"#
                ]),
            language: "javascript", framework: "ionic-angular", build: "npx ng build", output: "www"),
        Case(
            "Angular 20, which names no output folder",
            project(
                ["@angular/core"], scripts: "\"build\": \"ng build\"",
                files: [
                    "angular.json":
                        #"{"projects": {"shop": {"projectType": "application", "architect": {"build": {"builder": "@angular/build:application", "options": {"browser": "src/main.ts"}}}}}}"#
                ]),
            language: "javascript", framework: "angular", build: "npm run build", output: "dist/shop/browser"),
        Case(
            "Angular with its server",
            project(
                ["@angular/core", "@angular/ssr"], scripts: "\"build\": \"ng build\"",
                files: [
                    "angular.json":
                        #"{"projects": {"shop": {"architect": {"build": {"builder": "@angular/build:application", "options": {"outputMode": "server", "ssr": {"entry": "src/server.ts"}}}}}}}"#
                ]),
            language: "javascript", framework: "angular", build: "npm run build",
            start: "node dist/shop/server/server.mjs"),
        Case(
            "docsify init", ["index.html": "<script>window.$docsify = {}</script>", "README.md": ""], language: "html",
            framework: "docsify", output: "."),
        Case(
            "docsify init ./docs", ["docs/index.html": "<script>window.$docsify = {}</script>"], language: "html",
            framework: "docsify", output: "docs"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }

    /// What depends on a framework without being a project of it.
    @Test(arguments: [
        (
            "a plugin with its host as a peer",
            #"{"name": "next-extra", "exports": "./dist/index.js", "peerDependencies": {"next": ">=14"}, "devDependencies": {"next": "15"}, "scripts": {"build": "tsup"}}"#
        ),
        (
            "a library tested with a bundler",
            #"{"name": "kit", "main": "dist/index.js", "files": ["dist"], "devDependencies": {"vite": "6", "vitest": "3"}, "scripts": {"build": "tsc"}}"#
        ),
        ("a library tested with Express", #"{"name": "mw", "main": "index.js", "devDependencies": {"express": "4"}}"#),
        (
            "a framework's own repository",
            #"{"private": true, "workspaces": ["packages/*"], "devDependencies": {"astro": "workspace:*"}}"#
        ),
        ("the framework itself", #"{"name": "fastify", "main": "fastify.js", "devDependencies": {"fastify": "5"}}"#),
        (
            "a mobile application",
            #"{"name": "app", "main": "expo-router/entry", "scripts": {"start": "expo start"}, "dependencies": {"expo": "53", "react-native": "0.79"}}"#
        ),
    ])
    func isNoSite(name: String, manifest: String) throws {
        let blueprint = try detect(["package.json": manifest])
        #expect(blueprint.outputDirectory == nil && blueprint.start == nil)
        if name != "a mobile application" { #expect(blueprint.framework == nil) }
    }
}
