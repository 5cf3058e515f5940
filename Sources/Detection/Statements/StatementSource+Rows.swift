// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

extension StatementSource {
    /// Platforms that build and serve a project as its file says.
    static let hosts: [StatementSource] = [
        StatementSource(files: ["vercel.json"], document: "https://vercel.com/docs/project-configuration") { root in
            root.statements([
                ("installCommand", Statement.Claim.install), ("buildCommand", Statement.Claim.build),
                ("outputDirectory", Statement.Claim.output), ("framework", { .note("the framework \($0)") }),
            ])
        },
        StatementSource(
            files: ["netlify.toml"], document: "https://docs.netlify.com/configure-builds/file-based-configuration/",
            read: netlify),
        StatementSource(files: ["render.yaml"], document: "https://render.com/docs/blueprint-spec", read: render),
        StatementSource(
            files: ["fly.toml"], document: "https://fly.io/docs/reference/configuration/", read: fly),
        StatementSource(
            files: ["railway.json", "railway.toml"], document: "https://docs.railway.com/config-as-code/reference"
        ) { root in
            root.statements([
                ("build.buildCommand", Statement.Claim.build), ("deploy.startCommand", Statement.Claim.start),
                ("deploy.preDeployCommand", Statement.Claim.release),
                ("deploy.healthcheckPath", Statement.Claim.healthPath),
            ])
        },
        StatementSource(
            files: ["heroku.yml"], document: "https://devcenter.heroku.com/articles/build-docker-images-heroku-yml"
        ) { root in
            root.statements([("run.web", Statement.Claim.start), ("release.command", Statement.Claim.release)])
        },
        StatementSource(
            files: ["apprunner.yaml"], document: "https://docs.aws.amazon.com/apprunner/latest/dg/config-file-ref.html"
        ) { root in
            root.statements([
                ("build.commands.build", Statement.Claim.build), ("run.command", Statement.Claim.start),
                ("run.network.port", portClaim),
            ])
        },
        StatementSource(
            files: [".platform.app.yaml"], document: "https://docs.upsun.com/create-apps/app-reference.html"
        ) {
            $0.statements([
                ("hooks.build", Statement.Claim.build), ("web.commands.start", Statement.Claim.start),
                ("hooks.deploy", Statement.Claim.release),
            ])
        },
        StatementSource(
            files: [".upsun/config.yaml"], document: "https://docs.upsun.com/create-apps/app-reference.html",
            read: upsun),
        StatementSource(
            files: [".do/app.yaml"],
            document: "https://docs.digitalocean.com/products/app-platform/reference/app-spec/",
            read: digitalOcean),
        StatementSource(
            files: ["amplify.yml"],
            document: "https://docs.aws.amazon.com/amplify/latest/userguide/monorepo-configuration.html", read: amplify),
        StatementSource(files: ["firebase.json"], document: "https://firebase.google.com/docs/hosting/full-config") {
            $0.statements([("hosting.public", Statement.Claim.output)])
        },
    ]

    /// Tools that make an image, and files that only tell what a project needs.
    static let builders: [StatementSource] = [
        StatementSource(files: ["nixpacks.toml"], document: "https://nixpacks.com/docs/configuration/file") { root in
            root.statements([
                ("phases.install.cmds", Statement.Claim.install), ("phases.build.cmds", Statement.Claim.build),
                ("start.cmd", Statement.Claim.start),
            ]) + root.variables(at: "variables")
        },
        StatementSource(files: ["railpack.json"], document: "https://railpack.com/config/file") { root in
            root.statements([
                ("steps.install.commands", Statement.Claim.install), ("steps.build.commands", Statement.Claim.build),
                ("deploy.startCommand", Statement.Claim.start),
            ])
        },
        StatementSource(files: ["app.json"], document: "https://devcenter.heroku.com/articles/app-json-schema") {
            root in
            let required = (root["env"]?.object ?? [:]).filter { entry in
                entry.value["required"]?.bool != false && entry.value["value"] == nil && entry.value["generator"] == nil
                    && entry.value.string == nil
            }
            return required.keys.sorted().map { Statement(key: "env.\($0)", claim: .note("has to be set")) }
                + root.statements([("scripts.postdeploy", { .note("is run after the first deploy: \($0)") })])
        },
        StatementSource(
            files: ["wrangler.toml", "wrangler.json", "wrangler.jsonc"],
            document: "https://developers.cloudflare.com/workers/wrangler/configuration/"
        ) { root in
            root.statements([
                ("main", { .note("is the Worker \($0)") }), ("assets.directory", { .note("serves the folder \($0)") }),
            ])
        },
        StatementSource(
            files: ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"],
            document: "https://docs.docker.com/reference/compose-file/", readIn: ComposeFile.statements),
    ]
}

extension JSONValue {
    /// The value at a dotted path; a number is a place in a list.
    func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(self as JSONValue?) { value, part in
            Int(part).flatMap { value?[$0] } ?? value?[String(part)]
        }
    }

    /// The claims at those paths that hold text, a number, or a list of commands.
    func statements(
        _ rows: [(path: String, claim: (String) -> Statement.Claim)], about folder: String = ""
    ) -> [Statement] {
        rows.compactMap { row in
            guard let value = at(row.path) else { return nil }
            let list = value.array?.compactMap(\.string)
            let text = value.string ?? value.integer.map(String.init) ?? list?.joined(separator: " && ")
            guard let text, !text.trimmed().isEmpty, text.utf8.count <= 4000 else { return nil }
            let lines = text.split(separator: "\n").map { $0.trimmed() }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
            return Statement(key: row.path, claim: row.claim(lines.joined(separator: " && ")), folder: folder)
        }
    }
}
