// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Testing

/// Applications and sites of Node and Deno, as their own starters make them.
@Suite struct ApplicationTests {
    static let cases: [Case] = [
        Case(
            "create-waku",
            [
                "package.json":
                    #"{"type": "module", "private": true, "scripts": {"dev": "waku dev", "build": "waku build", "start": "waku start"}, "dependencies": {"react": "19.1.1", "react-server-dom-webpack": "19.1.1", "waku": "0.26.0"}}"#
            ], language: "javascript", framework: "waku", build: "npm run build", start: "npx waku start --port $PORT"),
        Case(
            "create-medusa-app",
            [
                "package.json":
                    #"{"scripts": {"build": "medusa build", "start": "medusa start", "dev": "medusa develop"}, "dependencies": {"@medusajs/cli": "2.10.1", "@medusajs/framework": "2.10.1", "@medusajs/medusa": "2.10.1"}, "devDependencies": {"vite": "^5.2.11", "react": "^18.2.0"}, "engines": {"node": ">=20"}}"#,
                "medusa-config.ts": "",
            ], language: "javascript", framework: "medusa", build: "npm run build",
            start: "cd .medusa/server && NODE_ENV=production npm start",
            release: "cd .medusa/server && npx medusa db:migrate", health: "/health"),
        Case(
            "Medusa 1",
            [
                "package.json":
                    #"{"scripts": {"build": "npm run build:server", "start": "medusa start"}, "dependencies": {"@medusajs/medusa": "^1.20.0"}}"#
            ], language: "javascript", framework: "medusa", build: "npm run build", start: "npm start",
            release: "npx medusa migrations run"),
        Case(
            "npm create @shopify/hydrogen",
            [
                "package.json":
                    #"{"private": true, "scripts": {"build": "shopify hydrogen build --codegen", "dev": "shopify hydrogen dev --codegen", "preview": "npm run build && shopify hydrogen preview"}, "dependencies": {"@remix-run/react": "^2.8.0", "@shopify/cli": "3.56.3", "@shopify/hydrogen": "2024.4.0"}, "devDependencies": {"@remix-run/dev": "^2.8.0", "vite": "^5.1.0"}}"#
            ], language: "javascript", framework: "hydrogen", build: "npm run build",
            start: "npx shopify hydrogen preview --port $PORT"),
        Case(
            "npx create-rwsdk",
            [
                "package.json":
                    #"{"main": "index.js", "type": "module", "private": true, "scripts": {"build": "vite build", "dev": "vite dev", "preview": "vite preview"}, "dependencies": {"rwsdk": "1.0.0"}, "devDependencies": {"vite": "^6.2.6", "wrangler": "^4.14.1"}}"#,
                "wrangler.jsonc": "{\"main\": \"src/worker.tsx\"}", "pnpm-lock.yaml": "",
            ], language: "javascript", framework: "redwood-sdk", manager: "pnpm", build: "pnpm run build",
            start: "pnpm exec vite preview --host ${HOST:-0.0.0.0} --port $PORT"),
        Case(
            "npx @modern-js/create",
            [
                "package.json":
                    #"{"scripts": {"dev": "modern dev", "build": "modern build", "serve": "modern serve"}, "dependencies": {"@modern-js/runtime": "3.0.0", "react": "^19.2.3"}, "devDependencies": {"@modern-js/app-tools": "3.0.0"}}"#
            ], language: "javascript", framework: "modernjs", build: "npm run build", start: "npm run serve"),
        Case(
            "npm create analog",
            [
                "package.json":
                    #"{"type": "module", "private": true, "scripts": {"dev": "vite", "start": "vite", "build": "vite build", "preview": "node dist/analog/server/index.mjs"}, "dependencies": {"@analogjs/router": "^2.4.0", "@angular/core": "^21.0.0"}, "devDependencies": {"@analogjs/platform": "^2.4.0", "@angular/cli": "^21.0.0", "vite": "^8.0.0"}}"#,
                "angular.json": "{\"projects\": {\"my-app\": {}}}", "vite.config.ts": "plugins: [analog()]",
            ], language: "javascript", framework: "analog", build: "npm run build",
            start: "node dist/analog/server/index.mjs"),
        Case(
            "Analog without a server",
            [
                "package.json":
                    #"{"scripts": {"build": "vite build"}, "devDependencies": {"@analogjs/platform": "2"}}"#,
                "vite.config.ts": "plugins: [analog({ ssr: false, static: true })]",
            ], language: "javascript", framework: "analog", build: "npm run build", output: "dist/analog/public"),
        Case(
            "npx blitz new",
            [
                "package.json":
                    #"{"scripts": {"dev": "blitz dev", "build": "blitz build", "start": "blitz start"}, "dependencies": {"blitz": "2.0.0", "next": "13.4.5", "@blitzjs/next": "2.0.0"}}"#
            ], language: "javascript", framework: "blitzjs", build: "npm run build", start: "npm start"),
        Case(
            "create-solid before 1.0",
            [
                "package.json":
                    #"{"type": "module", "scripts": {"dev": "solid-start dev", "build": "solid-start build", "start": "solid-start start"}, "dependencies": {"solid-js": "^1.7.0", "solid-start": "^0.2.26"}, "devDependencies": {"vite": "^4.1.4", "solid-start-node": "^0.2.19"}}"#
            ], language: "javascript", framework: "solidstart", build: "npm run build", start: "npm start"),
        Case(
            "docusaurus-init",
            [
                "package.json":
                    #"{"scripts": {"start": "docusaurus-start", "build": "docusaurus-build"}, "devDependencies": {"docusaurus": "^1.14.7"}}"#,
                "siteConfig.js": "const siteConfig = {\n  title: 'Test Site',\n  projectName: 'test-site',\n};",
            ], language: "javascript", framework: "docusaurus", build: "npm run build", output: "build/test-site"),
        Case(
            "ng add @scullyio/init",
            [
                "package.json":
                    #"{"scripts": {"start": "ng serve", "build": "ng build", "scully": "npx scully --"}, "dependencies": {"@angular/core": "~12.0.0", "@scullyio/init": "^2.0.0", "@scullyio/ng-lib": "^2.0.0", "@scullyio/scully": "^2.0.0"}, "devDependencies": {"@angular/cli": "~12.0.0"}}"#,
                "angular.json": "{\"projects\": {\"blog\": {}}}", "scully.blog.config.ts": "",
            ], language: "javascript", framework: "scully", build: "npm run build && npm run scully",
            output: "dist/static"),
        Case(
            "a Storybook of its own",
            [
                "package.json":
                    #"{"private": true, "scripts": {"build": "storybook build", "dev": "storybook dev -p 6006"}, "devDependencies": {"storybook": "^8.0.0", "@storybook/react-vite": "^8.0.0"}}"#
            ], language: "javascript", framework: "storybook", build: "npm run build", output: "storybook-static"),
        Case(
            "webpack's guide",
            [
                "package.json":
                    #"{"private": true, "scripts": {"start": "webpack serve --open", "build": "webpack"}, "devDependencies": {"html-webpack-plugin": "^5.5.0", "webpack": "^5.4.0", "webpack-cli": "^4.2.0", "webpack-dev-server": "^4.0.0"}}"#,
                "webpack.config.js": "", "src/index.js": "",
            ], language: "javascript", framework: "webpack", build: "npm run build", output: "dist"),
        Case(
            "an ejected create-react-app",
            [
                "package.json":
                    #"{"private": true, "scripts": {"start": "node scripts/start.js", "build": "node scripts/build.js"}, "dependencies": {"react": "^18", "react-dev-utils": "^12.0.1", "webpack": "^5.64.4", "html-webpack-plugin": "^5.5.0"}}"#,
                "scripts/build.js": "", "scripts/start.js": "", "public/index.html": "",
            ], language: "javascript", framework: "create-react-app", build: "npm run build", output: "build"),
        Case(
            "deno run -A https://lume.land/init.ts",
            [
                "deno.json":
                    #"{"imports": {"lume/": "https://deno.land/x/lume@v2.4.1/"}, "tasks": {"lume": "echo \"import 'lume/cli.ts'\" | deno run -A -", "build": "deno task lume", "serve": "deno task lume -s"}}"#,
                "_config.ts": "import lume from \"lume/mod.ts\";\nconst site = lume();\nexport default site;\n",
            ], language: "typescript", framework: "lume", manager: "deno", build: "deno task build", output: "_site"),
    ]

    @Test(arguments: cases) func plans(_ project: Case) throws { try project.check() }
}
