// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import Testing

/// Applications of an Nx workspace have a project.json and no manifest of their own.
@Suite struct NxTests {
    private func workspace(_ projects: [String: String], _ more: [String: String] = [:]) -> [String: String] {
        let root = [
            "nx.json": "{}", "package-lock.json": "{}",
            "package.json": #"{"devDependencies": {"nx": "21", "next": "15", "vite": "6"}}"#,
        ]
        return projects.reduce(into: root.merging(more) { _, own in own }) { $0["\($1.key)/project.json"] = $1.value }
    }

    private func project(_ executor: String, _ options: String, _ more: String = "") -> String {
        #"{"name": "shop", "projectType": "application", // a comment"#
            + "\n\"targets\": {\"build\": {\"executor\": \"\(executor)\", \"options\": \(options) \(more)}}}"
    }

    @Test(
        arguments: [
            ("@nx/vite:build", #"{"outputPath": "dist/apps/shop"}"#, nil, "dist/apps/shop", "vite"),
            ("@nx/vite:build", "{}", nil, "dist/apps/shop", "vite"),
            ("@nrwl/web:webpack", #"{"outputPath": "{workspaceRoot}/dist/x"}"#, nil, "dist/x", nil),
            (
                "@nx/webpack:webpack", #"{"target": "node", "outputPath": "dist/x"}"#, "node dist/x/main.js", nil,
                "nestjs"
            ),
            (
                "@nx/rspack:rspack", #"{"target": "web", "outputPath": "dist/{projectRoot}"}"#, nil, "dist/apps/shop",
                nil
            ),
            (
                "@nx/esbuild:esbuild", #"{"outputPath": "dist/x", "main": "apps/shop/src/main.ts"}"#,
                "node dist/x/main.js",
                nil, "nestjs"
            ),
            (
                "@nx/js:tsc", #"{"outputPath": "dist/x", "main": "apps/shop/src/main.ts"}"#, "node dist/x/src/main.js",
                nil,
                "nestjs"
            ),
            (
                "@angular/build:application", #"{"outputPath": {"base": "dist/x"}}"#, nil, "dist/x/browser", "angular"
            ),
            (
                "@angular/build:application", #"{"outputPath": "dist/x", "ssr": {"entry": "server.ts"}}"#,
                "node dist/x/server/server.mjs", nil, "angular"
            ),
            ("@angular-devkit/build-angular:browser", #"{"outputPath": "dist/x"}"#, nil, "dist/x", "angular"),
            (
                "@nx/next:build", #"{"outputPath": "dist/x"}"#, "npx next start dist/x -H ${HOST:-0.0.0.0} -p $PORT",
                nil,
                "nextjs"
            ),
        ] as [(String, String, String?, String?, String?)])
    func servesWhatTheExecutorMakes(
        executor: String, options: String, start: String?, output: String?, framework: String?
    ) throws {
        let blueprint = try detect(
            workspace(
                ["apps/shop": project(executor, options)],
                ["apps/shop/src/main.ts": "import { NestFactory } from '@nestjs/core';", "apps/shop/index.html": ""]))
        #expect(blueprint.install == "npm ci")
        #expect(blueprint.build == "npx nx build shop")
        #expect(blueprint.start == start)
        #expect(blueprint.outputDirectory == output)
        #expect(blueprint.framework == framework)
        #expect(blueprint.hasEvidence("nx.json", "lists apps/shop"))
        #expect(blueprint.hasEvidence("apps/shop/project.json", "is the Nx application shop"))
    }

    @Test func takesTheOptionsOfProduction() throws {
        let text = project(
            "@nx/vite:build", #"{"outputPath": "dist/dev"}"#,
            #", "defaultConfiguration": "live", "configurations": {"live": {"outputPath": "dist/live"}}"#)
        #expect(try detect(workspace(["apps/shop": text])).outputDirectory == "dist/live")
    }

    @Test func readsTheConfigurationOfInferredBuilds() throws {
        let bare = #"{"name": "shop", "projectType": "application"}"#
        let vite = try detect(
            workspace(
                ["apps/shop": bare], ["apps/shop/vite.config.ts": "build: {\n outDir: '../../dist/apps/shop',\n}"]))
        #expect(vite.outputDirectory == "dist/apps/shop")
        #expect(vite.build == "npx nx build shop")
        let next = try detect(workspace(["apps/shop": bare], ["apps/shop/next.config.js": ""]))
        #expect(next.start == "npx next start apps/shop -H ${HOST:-0.0.0.0} -p $PORT")
        let outside = try? detect(
            workspace(["apps/shop": bare], ["apps/shop/vite.config.ts": "outDir: '../../../x'"]))
        #expect(outside?.outputDirectory?.contains("..") != true)
    }

    @Test func aServerForFilesShowsASite() throws {
        let text = #"""
            {"projectType": "application", "targets": {
              "build": {"command": "make", "outputs": ["{workspaceRoot}/dist/{projectName}"]},
              "serve-static": {"executor": "@nx/web:file-server", "options": {"buildTarget": "shop:build"}}}}
            """#
        #expect(try detect(workspace(["deep/in/shop": text])).outputDirectory == "dist/shop")
    }

    @Test func librariesAndEndToEndTestsAreNoMembers() throws {
        let files = workspace([
            "apps/shop": project("@nx/vite:build", "{}"),
            "libs/ui": #"{"projectType": "library", "targets": {"build": {"executor": "@nx/vite:build"}}}"#,
            "apps/shop-e2e": #"{"projectType": "application", "targets": {"e2e": {"executor": "@nx/playwright"}}}"#,
        ])
        #expect(Detector().members(of: InMemoryFileTree(texts: files)).map(\.path) == ["apps/shop"])
    }

    @Test func severalApplicationsAreAskedAbout() throws {
        let files = workspace([
            "apps/api": project("@nx/webpack:webpack", #"{"target": "node"}"#),
            "apps/shop": project("@nx/vite:build", "{}"),
        ])
        let failure = #expect(throws: Failure.self) { try detect(files) }
        #expect(failure?.code == .sourceAmbiguous)
        let api = try Detector().detect(InMemoryFileTree(texts: files), member: "apps/api")
        #expect(api.start == "node dist/apps/api/main.js")
    }

    @Test(arguments: ["", "{", "[]", "1", #"{"projectType": 1, "targets": []}"#, #"{"targets": {"build": "x"}}"#])
    func oddProjectsAreNoMembers(text: String) {
        #expect(Detector().members(of: InMemoryFileTree(texts: workspace(["apps/shop": text]))).isEmpty)
    }

    // Rush keeps its list in rush.json, and its lock file apart.

    private func rush(_ projects: String, _ more: [String: String] = [:]) -> [String: String] {
        [
            "rush.json": "/** Rush's own */ {\n \"pnpmVersion\": \"9.1.0\", // c\n"
                + "\"nodeSupportedVersionRange\": \">=20.0.0 <21.0.0\", \"projects\": \(projects), }",
            "web/shop/package.json":
                #"{"name": "@a/shop", "dependencies": {"express": "5"}, "scripts": {"build": "tsc", "start": "node lib/a.js"}}"#,
            "libs/core/package.json": #"{"name": "@a/core", "main": "lib/a.js", "scripts": {"build": "tsc"}}"#,
        ].merging(more) { _, own in own }
    }

    @Test func buildsAProjectOfARushRepository() throws {
        let projects = #"""
            [{"packageName": "@a/shop", "projectFolder": "web/shop"}, {"packageName": "@a/core", "projectFolder": "libs/core"}]
            """#
        let plain = try detect(rush(projects))
        #expect(plain.install == "rush install")
        #expect(plain.build == "rush build --to @a/shop")
        #expect(plain.start == "cd web/shop && node lib/a.js")
        #expect(plain.framework == "express")
        #expect(plain.hasEvidence("rush.json", "lists web/shop"))
        #expect(plain.programs.map(\.name).contains("rush"))
        let pinned = try detect(rush(projects, ["common/scripts/install-run-rush.js": ""]))
        #expect(pinned.install == "node common/scripts/install-run-rush.js install")
        #expect(pinned.build == "node common/scripts/install-run-rush.js build --to @a/shop")
    }

    @Test(arguments: ["{}", "[]", "[1, null, {}]", #"[{"projectFolder": "../x"}, {"projectFolder": ["a"]}]"#])
    func oddListsNameNothing(projects: String) {
        let names = Detector().members(of: InMemoryFileTree(texts: rush(projects))).map(\.path)
        #expect(!names.contains("web/shop"))
    }
}
