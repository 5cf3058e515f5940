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
            files: ["netlify.toml"], document: "https://docs.netlify.com/configure-builds/file-based-configuration/"
        ) { root in
            // With a base, the rest is relative to that folder.
            guard root.at("build.base")?.string.map({ $0 != "" && $0 != "/" && $0 != "." }) != true else {
                return root.statements([("build.base", { .note("builds the folder \($0)") })])
            }
            return root.statements([
                ("build.command", Statement.Claim.build), ("build.publish", Statement.Claim.output),
            ])
        },
        StatementSource(files: ["render.yaml"], document: "https://render.com/docs/blueprint-spec", read: render),
        StatementSource(files: ["fly.toml"], document: "https://fly.io/docs/reference/configuration/") { root in
            // Where the file sets PORT, the program takes it, and will take another.
            let port = root.at("env.PORT") == nil ? portClaim : { .note("is the port there: \($0)") }
            let checks = (root["checks"]?.object ?? [:]).keys.sorted().filter { root["checks"]?[$0]?["path"] != nil }
            return root.statements(
                [
                    ("processes.app", Statement.Claim.start), ("processes.web", Statement.Claim.start),
                    ("deploy.release_command", Statement.Claim.release), ("http_service.internal_port", port),
                    ("http_service.checks.0.path", Statement.Claim.healthPath),
                    ("services.0.internal_port", port),
                    ("services.0.http_checks.0.path", Statement.Claim.healthPath),
                ] + checks.prefix(1).map { ("checks.\($0).path", Statement.Claim.healthPath) })
        },
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
            ])
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
            document: "https://docs.docker.com/reference/compose-file/", read: compose),
    ]

    private static func portClaim(_ text: String) -> Statement.Claim {
        Int(text).map { (1...65_535).contains($0) ? .port($0) : .note(text) } ?? .note(text)
    }

    /// The one web service at the root; services in folders of their own are no matter of the root's.
    private static func render(_ root: JSONValue) -> [Statement] {
        let services = root["services"]?.array ?? []
        let own = services.indices.filter { index in
            let folder = services[index]["rootDir"]?.string ?? ""
            return ["web", "static"].contains(services[index]["type"]?.string) && ["", ".", "./"].contains(folder)
        }
        guard own.count == 1, let index = own.first else {
            return services.isEmpty
                ? [] : [Statement(key: "services", claim: .note("lists \(services.count) services"))]
        }
        let service = "services.\(index)"
        return root.statements([
            ("\(service).buildCommand", Statement.Claim.build), ("\(service).startCommand", Statement.Claim.start),
            ("\(service).preDeployCommand", Statement.Claim.release),
            ("\(service).staticPublishPath", Statement.Claim.output),
            ("\(service).healthCheckPath", Statement.Claim.healthPath),
        ])
    }

    /// What else runs beside the project: databases and queues by their images.
    private static func compose(_ root: JSONValue) -> [Statement] {
        let backing: Set<String> = [
            "postgres", "postgis", "mysql", "mariadb", "redis", "valkey", "mongo", "rabbitmq", "memcached",
            "elasticsearch", "opensearch", "kafka", "nats", "minio", "clickhouse-server",
        ]
        return (root["services"]?.object ?? [:]).sorted { $0.key < $1.key }.compactMap { name, service in
            let key = "services.\(name)"
            if let image = service["image"]?.string, backing.contains(ContainerImage(image).name) {
                return Statement(key: key, claim: .note("needs \(image) beside it"))
            }
            let context = service["build"]?.string ?? service["build"]?["context"]?.string
            return context.map { Statement(key: key, claim: .note("is built from \($0)")) }
        }
    }
}

extension JSONValue {
    /// The value at a dotted path; a number is a place in a list.
    func at(_ path: String) -> JSONValue? {
        path.split(separator: ".").reduce(self as JSONValue?) { value, part in
            Int(part).flatMap { value?[$0] } ?? value?[String(part)]
        }
    }

    /// The claims at those paths that hold text, a number, or a list of commands.
    fileprivate func statements(_ rows: [(path: String, claim: (String) -> Statement.Claim)]) -> [Statement] {
        rows.compactMap { row in
            guard let value = at(row.path) else { return nil }
            let list = value.array?.compactMap(\.string)
            let text = value.string ?? value.integer.map(String.init) ?? list?.joined(separator: " && ")
            guard let text, !text.trimmed().isEmpty, text.utf8.count <= 4000 else { return nil }
            let lines = text.split(separator: "\n").map { $0.trimmed() }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
            return Statement(key: row.path, claim: row.claim(lines.joined(separator: " && ")))
        }
    }
}
