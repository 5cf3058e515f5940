// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Builds an Nx application with `nx build` at the workspace's root, and serves what its executor makes of it.
enum NxPlan {
    /// Nil when nothing says what the build makes.
    static func draft(_ project: NxProject) -> Draft? {
        let node = NodeProject(project.root)
        guard let executor = NxExecutor.all.first(where: { $0.isUsed(by: project) }),
            let plan = executor.plan(project, node)
        else { return nil }
        let isScript = project.source.first(of: ["src/main.js", "src/index.js", "src/server.js"]) != nil
        var draft = Draft(language: isScript ? "javascript" : "typescript", rank: plan.start == nil ? .site : .server)
        if !isScript { draft.blueprint.languages = ["typescript", "javascript"] }
        draft.sourceEndings = [".ts", ".js", ".mjs"]
        draft.seesRoot = true
        Ecosystem.installNodePackages(node, in: &draft)
        draft.blueprint.evidence = []
        draft.note("project.json", "is the Nx application \(project.name)")
        if let name = project.executor(of: "build") { draft.note("project.json", "is built by \(name)") }
        draft.apply(plan)
        draft.blueprint.build = node.exec("nx build \(project.name.shellQuoted)")
        draft.blueprint.framework = executor.framework ?? (plan.start == nil ? nil : serverLibrary(of: project))
        return draft
    }

    /// The library that the program's first file takes in.
    private static func serverLibrary(of project: NxProject) -> String? {
        let main = project.option("main")?.string.flatMap(project.path)
        guard let text = project.root.text(main ?? "src/main.ts".inFolder(project.folder)) else { return nil }
        let libraries = [
            ("@nestjs/core", "nestjs"), ("fastify", "fastify"), ("express", "express"), ("koa", "koa"),
            ("hono", "hono"),
        ]
        return libraries.first { text.holds("'\($0.0)'") || text.holds("\"\($0.0)\"") }?.1
    }
}
