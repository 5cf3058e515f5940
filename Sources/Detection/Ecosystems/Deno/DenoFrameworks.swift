// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Framework<DenoProject> {
    static let deno: [Framework] = [
        Framework(
            slug: "fresh", name: "Fresh",
            signals: [.package("$fresh"), .package("fresh"), .package("@fresh/core"), .file("fresh.gen.ts")],
            document: "https://fresh.deno.dev/docs/deployment", plan: DenoPlan.fresh),
        Framework(
            slug: "lume", name: "Lume", signals: [.package("lume"), .file("_config.ts")],
            document: "https://lume.land/docs/advanced/deployment/",
            plan: { project in
                let config = project.source.text("_config.ts") ?? project.source.text("_config.js") ?? ""
                return Plan(
                    build: project.task("build") == nil
                        ? "deno run -A https://deno.land/x/lume/cli.ts" : "deno task build",
                    outputDirectory: config.quotedValue(of: "dest") ?? "_site")
            }),
        library("hono", "Hono", ["hono", "@hono/hono"], "https://hono.dev/docs/getting-started/deno"),
        library("oak", "Oak", ["@oak/oak", "oak"], "https://oakserver.github.io/oak/"),
        library("express", "Express", ["express"], "https://docs.deno.com/examples/express_tutorial/"),
    ]

    private static func library(_ slug: String, _ name: String, _ packages: [String], _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: packages.map { .package($0) }, document: document,
            plan: DenoPlan.program)
    }
}

/// How a Deno program is started: its start task, else its entry with the permissions of a server.
enum DenoPlan {
    static func program(_ project: DenoProject) -> Plan {
        var plan = Plan(confidence: 0.9)
        if project.task("build") != nil { plan.build = "deno task build" }
        let entry = project.entry.flatMap { project.source.text($0) } ?? ""
        for name in ["start", "serve", "prod", "preview"] {
            guard let text = project.task(name), !text.holds("--watch"), let file = project.manifest?.file else {
                continue
            }
            plan.start = "deno task \(name)"
            plan.port = ListeningPort.fixed(inCommand: text) ?? port(entry)
            plan.note(file, "tasks.\(name) is '\(text.prefix(120))'")
            return plan
        }
        guard let file = project.entry else {
            return .nothing(project.manifest?.file ?? "deno.json", "has no start task and no program")
        }
        // A module that exports a handler is served; one that serves itself is run.
        if !entry.holds("Deno.serve"),
            entry.holds("export default {") || entry.holds("satisfies Deno.ServeDefaultExport")
        {
            plan.start = "deno serve -A --host ${HOST:-0.0.0.0} --port $PORT \(file)"
        } else {
            plan.start = "deno run -A \(file)"
            plan.port = port(entry)
        }
        plan.note(file, "is the program's entry")
        plan.confidence = 0.8
        return plan
    }

    /// `Deno.serve` listens on 8000 unless it is told otherwise (docs.deno.com/api/deno/~/Deno.serve).
    private static func port(_ text: String) -> Int? {
        guard !ListeningPort.readsPort(text) else { return nil }
        return ListeningPort.fixed(in: text) ?? (text.holds("Deno.serve(") ? 8000 : nil)
    }

    /// Fresh 2 is built into `_fresh` and served from there; Fresh 1 runs its main.ts.
    static func fresh(_ project: DenoProject) -> Plan {
        let builds = project.task("build") != nil
        var plan = Plan(build: builds ? "deno task build" : nil)
        let isSecond = project.declares("$fresh") == nil && !project.source.exists("fresh.gen.ts")
        if isSecond, builds {
            plan.start = "deno serve -A --host ${HOST:-0.0.0.0} --port $PORT _fresh/server.js"
        } else {
            plan.start = "deno run -A main.ts"
            plan.port = port(project.source.text("main.ts") ?? "") ?? (readsPort(project) ? nil : 8000)
        }
        return plan
    }

    private static func readsPort(_ project: DenoProject) -> Bool {
        ["main.ts", "fresh.config.ts"].contains { project.source.text($0).map(ListeningPort.readsPort) ?? false }
    }
}
