// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model
import Primitives
import Testing

/// A host's file that names one folder of the tree says which part is deployed, and how.
@Suite struct DesignationTests {
    private static let site = #"{"devDependencies": {"vite": "6"}, "scripts": {"build": "vite build"}}"#
    private static let tree = [
        "one/package.json": site, "one/index.html": "", "two/package.json": #"{"scripts": {"start": "node b.js"}}"#,
    ]

    private func with(_ file: String, _ text: String, _ more: [String: String] = [:]) -> [String: String] {
        Self.tree.merging(more) { _, own in own }.merging([file: text]) { _, own in own }
    }

    @Test(arguments: [
        ("netlify.toml", "[build]\nbase = 'one/'\ncommand = 'make'\npublish = 'public'\n"),
        ("netlify.toml", "[build]\nbase = '/one'\ncommand = 'make'\npublish = 'one/public'\n"),
        (
            "render.yaml",
            "services:\n- {type: web, runtime: static, rootDir: ./one, buildCommand: make, staticPublishPath: ./public}\n"
        ),
        (
            ".do/app.yaml",
            "static_sites:\n- {name: x, source_dir: /one, build_command: make, output_dir: public}\n"
        ),
        (
            "amplify.yml",
            "version: 1\napplications:\n- appRoot: one\n  frontend:\n    phases: {build: {commands: [make]}}\n    artifacts: {baseDirectory: public}\n"
        ),
    ])
    func choosesTheFolderItNames(file: String, text: String) throws {
        let blueprint = try detect(with(file, text))
        #expect(blueprint.build?.hasPrefix("cd one && ") == true && blueprint.build?.hasSuffix(" && make") == true)
        #expect(blueprint.outputDirectory == "one/public")
        #expect(blueprint.hasEvidence("one", "is what \(file) deploys"))
        #expect(blueprint.hasEvidence(file, ": make"))
    }

    @Test func readsAServersCommandsAndPort() throws {
        let render = try detect(
            with(
                "render.yaml",
                "services:\n- {type: web, rootDir: two, startCommand: node c.js, healthCheckPath: /ok}\n- {type: worker, rootDir: one}\n"
            ))
        #expect(render.start == "cd two && node c.js")
        #expect(render.healthPath == "/ok")
        let ocean = try detect(with(".do/app.yaml", "services: [{source_dir: two, http_port: 8080}]\n"))
        #expect(ocean.port == 8080)
        let upsun = try detect(
            with(
                ".upsun/config.yaml",
                "applications:\n  x: {source: {root: /two}, web: {commands: {start: node d.js}}}\n"))
        #expect(upsun.start == "cd two && node d.js")
    }

    @Test func aMemberOfAWorkspaceKeepsTheWorkspacesInstall() throws {
        let root = ["package.json": #"{"workspaces": ["one", "two"]}"#, "package-lock.json": "{}"]
        let named = try detect(with("netlify.toml", "[build]\nbase = 'one'\npublish = 'dist'\n", root))
        #expect(named.install == "npm ci")
        #expect(named.build?.contains("--workspace") == true || named.build == "cd one && npm run build")
        let stated = try detect(with("netlify.toml", "[build]\nbase = 'one'\ncommand = 'npm run x'\n", root))
        #expect(stated.build == "cd one && npm run x")
        #expect(stated.install == "npm ci")
    }

    @Test func severalFoldersAreAskedAbout() {
        let text = "services:\n- {type: web, rootDir: one}\n- {type: web, rootDir: two, startCommand: x}\n"
        let two =
            "services:\n- {type: web, rootDir: one, buildCommand: y}\n- {type: web, rootDir: two, startCommand: x}\n"
        #expect(throws: Failure.self) { try detect(with("render.yaml", two)) }
        // One of them says nothing about itself.
        #expect(throws: Never.self) { try detect(with("render.yaml", text)) }
    }

    @Test func aProgramAtTheRootIsNotGivenUpForItsManual() throws {
        let root = ["package.json": #"{"scripts": {"start": "node a.js"}}"#]
        let manual = try detect(with("netlify.toml", "[build]\nbase = 'one'\ncommand = 'make'\n", root))
        #expect(manual.start == "node a.js")
        #expect(manual.hasEvidence("netlify.toml", "build.base builds the folder one"))
        let workspace = [
            "package.json": #"{"workspaces": ["one", "two"]}"#,
            "Dockerfile": "FROM node:22\nCMD [\"node\", \"x.js\"]\n",
        ]
        let site = try detect(with("netlify.toml", "[build]\nbase = 'one'\ncommand = 'make'\n", workspace))
        #expect(site.outputDirectory == "one/dist")
        let program = try detect(
            with("render.yaml", "services:\n- {type: web, rootDir: two, startCommand: node c.js}\n", root))
        #expect(program.start == "cd two && node c.js")
    }

    @Test(arguments: [
        "[build]\nbase = '../x'\ncommand = 'make'\n", "[build]\nbase = 'none'\ncommand = 'make'\n",
        "[build]\nbase = 1\n", "[build]\nbase = ['one']\n", "build = 'one'\n", "[build]\nbase = ''\n",
        "[build.environment]\nNODE_VERSION = {a = 1}\n",
    ])
    func aFolderThatIsNoneLeavesTheChoice(text: String) {
        let failure = #expect(throws: Failure.self) { try detect(with("netlify.toml", text)) }
        #expect(failure?.code == .sourceAmbiguous)
    }

    @Test func theChoiceOnTheCommandLineGoesFirst() throws {
        let tree = InMemoryFileTree(texts: with("netlify.toml", "[build]\nbase = 'one'\ncommand = 'make'\n"))
        #expect(try Detector().detect(tree, member: "two").start == "cd two && node b.js")
    }

    // Versions that platforms are told.

    @Test(arguments: [
        ("netlify.toml", "[build.environment]\nNODE_VERSION = '20.11.1'\n", "20.11.1"),
        ("netlify.toml", "[build.environment]\nNODE_VERSION = 20\n", "20."),
        ("render.yaml", "services:\n- {type: web, envVars: [{key: NODE_VERSION, value: 18.19.0}]}\n", "18.19.0"),
        ("render.yaml", "services:\n- {type: web, envVars: [{key: NODE_VERSION, value: 22}]}\n", "22."),
        ("fly.toml", "[build]\n[build.args]\nNODE_VERSION = '21.0.0'\n", "21.0.0"),
        ("nixpacks.toml", "[variables]\nNIXPACKS_NODE_VERSION = '20'\n", "20."),
        ("rush.json", "{\"nodeSupportedVersionRange\": \">=20.1.0 <21\", /* c */}", "20."),
    ])
    func readsTheVersionsTheyAreTold(file: String, text: String, version: String) throws {
        let files = ["package.json": #"{"scripts": {"start": "node a.js"}, "engines": {"node": ">=16"}}"#, file: text]
        let blueprint = try detect(files)
        #expect(blueprint.runtimeVersions["node"]?.hasPrefix(version) == true)
        #expect(blueprint.hasEvidence(file, "asks for node"))
        let own = try detect(files.merging([".nvmrc": "19.0.0"]) { _, own in own })
        #expect(own.runtimeVersions["node"] == "19.0.0")
    }

    @Test(arguments: [
        ("requirements.txt", "app.py", "python", "PYTHON_VERSION", "3.11.4"),
        ("Gemfile", "config.ru", "ruby", "RUBY_VERSION", "3.3.1"), ("go.mod", "main.go", "go", "GO_VERSION", "1.22.1"),
        ("composer.json", "index.php", "php", "PHP_VERSION", "8.2.9"),
    ])
    func readsOtherLanguages(manifest: String, file: String, runtime: String, name: String, version: String) throws {
        let text = file == "main.go" ? "package main\nfunc main() {}\n" : ""
        let blueprint = try detect([
            manifest: manifest == "composer.json" ? "{}" : "", file: text,
            "netlify.toml": "[build.environment]\n\(name) = '\(version)'\n",
        ])
        #expect(blueprint.runtimeVersions[runtime] == version)
    }

    @Test func aPartHasTheVersionItsServiceIsTold() throws {
        let files = with(
            "render.yaml",
            "services:\n- {type: web, rootDir: one, envVars: [{key: NODE_VERSION, value: 20.1.0}]}\n"
                + "- {type: web, rootDir: two, envVars: [{key: NODE_VERSION, value: 22.2.0}, {key: A}, {key: 1, value: 2}, 3]}\n"
        )
        let tree = InMemoryFileTree(texts: files)
        for (part, version) in [("one", "20.1.0"), ("two", "22.2.0")] {
            let blueprint = try Detector().detect(tree, member: part)
            #expect(blueprint.runtimeVersions["node"] == version)
            #expect(blueprint.hasEvidence("render.yaml", "asks for node \(version)"))
            let asked = RuntimeRequirement.of("node", in: tree, member: part, blueprint: blueprint)
            #expect(asked?.file == "render.yaml" && asked?.text == version)
        }
    }
}
