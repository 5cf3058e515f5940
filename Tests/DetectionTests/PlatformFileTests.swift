// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Testing

/// Files that other platforms read are evidence, and decide before the frameworks' tables do.
@Suite struct PlatformFileTests {
    private let program = [
        "package.json": #"{"scripts": {"start": "node a.js", "build": "tsc"}}"#, "package-lock.json": "{}",
    ]
    private let site = ["package.json": #"{"devDependencies": {"vite": "6"}, "scripts": {"build": "vite build"}}"#]

    @Test(arguments: [
        (
            "render.yaml",
            "services:\n  - type: web\n    name: x\n    startCommand: node b.js\n    healthCheckPath: /ok\n"
        ),
        ("fly.toml", "[processes]\napp = 'node b.js'\n[[http_service.checks]]\npath = '/ok'\n"),
        ("railway.json", #"{"deploy": {"startCommand": "node b.js", "healthcheckPath": "/ok"}}"#),
        ("railway.toml", "[deploy]\nstartCommand = 'node b.js'\nhealthcheckPath = '/ok'\n"),
    ])
    func saysHowAProgramStarts(file: String, text: String) throws {
        let blueprint = try detect(program.merging([file: text]) { own, _ in own })
        #expect(blueprint.start == "node b.js")
        #expect(blueprint.healthPath == "/ok")
        #expect(blueprint.evidence.contains { $0.file == file && $0.says.hasSuffix(": node b.js") })
    }

    @Test(arguments: [
        ("heroku.yml", "run:\n  web: node b.js\n"), ("apprunner.yaml", "run:\n  command: node b.js\n"),
        (".platform.app.yaml", "web:\n  commands:\n    start: node b.js\n"),
        ("nixpacks.toml", "[start]\ncmd = 'node b.js'\n"),
        ("railpack.json", #"{"deploy": {"startCommand": "node b.js"}}"#),
    ])
    func readsEachPlatformsStart(file: String, text: String) throws {
        #expect(try detect(program.merging([file: text]) { own, _ in own }).start == "node b.js")
    }

    @Test(arguments: [
        ("vercel.json", #"{"buildCommand": "make site", "outputDirectory": "./public"}"#),
        ("netlify.toml", "[build]\ncommand = 'make site'\npublish = 'public/'\n"),
        (
            "render.yaml",
            "services:\n- {type: web, runtime: static, buildCommand: make site, staticPublishPath: ./public}\n"
        ),
    ])
    func saysWhatASiteIsBuiltInto(file: String, text: String) throws {
        let blueprint = try detect(site.merging([file: text]) { own, _ in own })
        #expect(blueprint.outputDirectory == "public")
        #expect(blueprint.build?.hasSuffix("make site") == true)
    }

    @Test(arguments: [
        ("railpack.json", #"{"steps": {"build": {"commands": ["...", "./after.sh"]}}}"#, "npm run build && ./after.sh"),
        (
            "railpack.json", #"{"steps": {"build": {"commands": ["./before.sh", "..."]}}}"#,
            "./before.sh && npm run build"
        ),
        ("nixpacks.toml", "[phases.build]\ncmds = ['...', 'echo done']\n", "npm run build && echo done"),
        ("railpack.json", #"{"steps": {"build": {"commands": ["make"]}}}"#, "make"),
    ])
    func dotsStandForWhatWouldBeRun(file: String, text: String, build: String) throws {
        let blueprint = try detect(program.merging([file: text]) { own, _ in own })
        #expect(blueprint.build?.hasSuffix(build) == true, "\(blueprint.build ?? "")")
    }

    @Test(arguments: [
        "[checks.alive]\ntype = 'http'\npath = '/ok'\n", "[[services]]\n[[services.http_checks]]\npath = '/ok'\n",
    ])
    func readsEachOfFlysChecks(text: String) throws {
        #expect(try detect(program.merging(["fly.toml": text]) { own, _ in own }).healthPath == "/ok")
    }

    @Test func theProcfileDecidesAndDisagreementIsTold() throws {
        let files = program.merging(["fly.toml": "[processes]\napp = 'node b.js'\n"]) { own, _ in own }
        let alone = try detect(files)
        let both = try detect(files.merging(["Procfile": "web: node c.js\n"]) { own, _ in own })
        #expect(both.start == "node c.js")
        #expect(both.hasEvidence("fly.toml", "Procfile says otherwise and decides"))
        #expect(both.confidence < max(alone.confidence, 0.95))
    }

    @Test(arguments: [
        ("vercel.json", "{", "can't be read"), ("netlify.toml", "[build\n", "can't be read: line 1"),
        ("render.yaml", "services:\n\t- x\n", "can't be read: line 2"),
    ])
    func aBrokenFileIsEvidence(file: String, text: String, says: String) throws {
        let blueprint = try detect(program.merging([file: text]) { own, _ in own })
        #expect(blueprint.hasEvidence(file, says))
        #expect(blueprint.start == "node a.js")
    }

    @Test func namesWhatRunsBesideAndWhatHasToBeSet() throws {
        let blueprint = try detect(
            program.merging([
                "compose.yaml": "services:\n  db: {image: 'postgres:17'}\n  web: {build: {context: .}}\n",
                "app.json":
                    #"{"env": {"SECRET": {"description": "x"}, "MODE": "fast", "KEY": {"generator": "secret"}}}"#,
            ]) { own, _ in own })
        #expect(blueprint.hasEvidence("compose.yaml", "services.db needs postgres:17 beside it"))
        #expect(blueprint.hasEvidence("app.json", "env.SECRET has to be set"))
        #expect(!blueprint.hasEvidence("app.json", "env.MODE") && !blueprint.hasEvidence("app.json", "env.KEY"))
    }

    @Test func anOutputOutsideTheProjectIsNotTaken() throws {
        let blueprint = try detect(site.merging(["vercel.json": #"{"outputDirectory": "../x"}"#]) { own, _ in own })
        #expect(blueprint.outputDirectory == "dist")
    }
}
