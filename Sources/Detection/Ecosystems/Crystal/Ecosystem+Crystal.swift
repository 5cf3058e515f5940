// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let crystal = Ecosystem(
        language: "crystal", looksFor: "shard.yml", sourceEndings: [".cr"], frameworks: Framework.crystal,
        read: { source in
            guard let text = source.text("shard.yml") else { return nil }
            let outline = KeyOutline(text)
            var project = ManifestProject(source, manifest: "shard.yml")
            project.name = outline.value("name")
            project.packages = Set(outline.keys(below: "dependencies"))
            project.programs = outline.keys(below: "targets")
            return project
        },
        prepare: { project, draft in
            let isLocked = project.source.exists("shard.lock")
            draft.installs(
                with: "shards", isLocked ? "shards install --production" : "shards install --without-development",
                shownBy: "shard.yml")
            let outline = KeyOutline(project.source.text("shard.yml") ?? "")
            draft.asks(for: "crystal", outline.value("crystal"), in: "shard.yml")
        },
        program: { CrystalPlan.make($0, arguments: "") })
}

extension Framework<ManifestProject> {
    static let crystal: [Framework] = [
        Framework(
            slug: "lucky", name: "Lucky", signals: [.package("lucky")],
            document: "https://luckyframework.org/guides/deploying/ubuntu",
            plan: { project in
                guard project.source.exists("src/start_server.cr") else {
                    return CrystalPlan.make(project, arguments: "")
                }
                var plan = Plan(
                    build: "mkdir -p bin && crystal build --release src/start_server.cr -o bin/start_server",
                    start: "LUCKY_ENV=production ./bin/start_server")
                plan.note("src/start_server.cr", "starts the server")
                if project.source.exists("db/migrations"), project.source.exists("tasks.cr") {
                    plan.release = "LUCKY_ENV=production crystal run tasks.cr -- db.migrate"
                    plan.note("db/migrations", "has migrations, which run before each release")
                }
                return plan
            }),
        Framework(
            slug: "kemal", name: "Kemal", signals: [.package("kemal")],
            document: "https://kemalcr.com/guide/#deployment",
            plan: { project in
                var plan = CrystalPlan.make(project, arguments: " --bind ${HOST:-0.0.0.0} --port $PORT")
                plan.start = plan.start.map { "KEMAL_ENV=production \($0)" }
                return plan
            }),
        library("amber", "Amber", "https://docs.amberframework.org/amber/deployment"),
        library("athena", "Athena", "https://athenaframework.org/"),
        library("grip", "Grip", "https://github.com/grip-framework/grip"),
        library("marten", "Marten", "https://martenframework.com/docs/deployment"),
        library("spider-gazelle", "Spider-Gazelle", "https://spider-gazelle.net/", package: "action-controller"),
    ]

    private static func library(_ slug: String, _ name: String, _ document: String, package: String? = nil) -> Framework
    {
        Framework(
            slug: slug, name: name, signals: [.package(package ?? slug)], document: document,
            plan: { CrystalPlan.make($0, arguments: "") })
    }
}

/// Shards builds each target into `bin` (github.com/crystal-lang/shards: docs/shard.yml.adoc).
enum CrystalPlan {
    static func make(_ project: ManifestProject, arguments: String) -> Plan {
        guard let name = project.programs.likeliestProgram(named: project.name) else {
            guard let own = project.name, isProgram("src/\(own).cr", project) else {
                return .nothing("shard.yml", "has no targets: a library")
            }
            var plan = Plan(
                build: "mkdir -p bin && crystal build --release src/\(own).cr -o bin/\(own)",
                start: "./bin/\(own)\(arguments)",
                confidence: 0.75)
            plan.note("src/\(own).cr", "is the program; shard.yml names no target")
            return plan
        }
        var plan = Plan(
            build: "shards build \(name) --release --production", start: "./bin/\(name)\(arguments)", confidence: 0.9)
        if !project.source.exists("shard.lock") { plan.build = "shards build \(name) --release" }
        plan.note("shard.yml", "builds the target \(name)")
        let main = KeyOutline(project.source.text("shard.yml") ?? "").value("targets", name, "main")
        if arguments.isEmpty { plan.port = main.flatMap { project.source.text($0) }.flatMap(ListeningPort.fixed(in:)) }
        return plan
    }

    private static func isProgram(_ file: String, _ project: ManifestProject) -> Bool {
        guard let text = project.source.text(file) else { return false }
        return text.holds("Kemal.run") || text.holds(".listen") || text.holds(".run")
    }
}
