// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One row of the table of Nx's executors: what a build by it makes.
struct NxExecutor: Sendable {
    var names: [String]
    /// A configuration by which a plugin infers the same build, where project.json names no executor
    /// (nx.dev/concepts/inferred-tasks): its name without the ending.
    var config: String?
    /// Vercel's slug; nil when the program's own libraries say it.
    var framework: String?
    var document: String
    var plan: @Sendable (NxProject, NodeProject) -> Plan?

    func isUsed(by project: NxProject) -> Bool {
        if names.isEmpty { return project.executor(of: "serve-static") == "@nx/web:file-server" }
        if let executor = project.executor(of: "build") { return names.contains(executor) }
        return config.map { NodeProject(project.source).config($0) != nil } ?? false
    }

    static let all: [NxExecutor] = [
        NxExecutor(
            names: ["@nx/next:build"], config: "next.config", framework: "nextjs",
            document: "https://nx.dev/nx-api/next/executors/build"
        ) { project, node in
            // The plugin runs Next.js in the project's folder.
            let folder = project.executor(of: "build") == nil ? project.folder : project.output
            return folder.map { folder in
                Plan(start: node.exec("next start \(folder.shellQuoted) -H ${HOST:-0.0.0.0} -p $PORT"))
            }
        },
        NxExecutor(
            names: ["@nx/nuxt:build"], config: "nuxt.config", framework: "nuxtjs",
            document: "https://nx.dev/nx-api/nuxt"
        ) { project, _ in
            let folder = project.executor(of: "build") == nil ? project.folder : project.output
            return folder.map { Plan(start: "node \("server/index.mjs".inFolder(".output".inFolder($0)).shellQuoted)") }
        },
        NxExecutor(
            names: ["@nx/vite:build"], config: "vite.config", framework: "vite",
            document: "https://nx.dev/nx-api/vite/executors/build"
        ) { project, _ in
            let text = NodeProject(project.source).config("vite.config")?.text
            // The generator writes `../../dist/apps/web`, which is relative to the project.
            let written = text?.after("outDir:")?.prefix(200).firstQuoted.map { $0.inFolder(project.folder) }
            let output = project.option("outputPath") == nil ? written.flatMap(\.cleanPath) : nil
            return (output ?? project.output).map { Plan(outputDirectory: $0) }
        },
        NxExecutor(
            names: [
                "@angular/build:application", "@angular-devkit/build-angular:application", "@nx/angular:application",
            ], framework: "angular", document: "https://nx.dev/nx-api/angular/executors/application"
        ) { project, _ in
            guard let base = project.output else { return nil }
            let renders = project.option("ssr").map { $0 != .bool(false) } ?? false
            if renders, project.option("outputMode") != "static" {
                return Plan(start: "node \("\(base)/server/server.mjs".shellQuoted)")
            }
            let browser = project.option("outputPath")?["browser"]?.string ?? "browser"
            return Plan(outputDirectory: browser.isEmpty ? base : "\(base)/\(browser)")
        },
        NxExecutor(
            names: [
                "@angular-devkit/build-angular:browser", "@angular-devkit/build-angular:browser-esbuild",
                "@nx/angular:webpack-browser", "@nx/angular:browser-esbuild",
            ], framework: "angular", document: "https://nx.dev/nx-api/angular/executors/webpack-browser",
            plan: { project, _ in project.output.map { Plan(outputDirectory: $0) } }),
        NxExecutor(
            names: ["@nx/webpack:webpack", "@nx/rspack:rspack", "@nx/web:webpack", "@nx/web:build"],
            document: "https://nx.dev/nx-api/webpack/executors/webpack"
        ) { project, _ in
            guard project.option("target") == "node" else { return project.output.map { Plan(outputDirectory: $0) } }
            return program(of: project, file: project.option("outputFileName")?.string ?? "main.js")
        },
        NxExecutor(
            names: ["@nx/node:webpack", "@nx/node:build"], document: "https://nx.dev/nx-api/node",
            plan: { project, _ in program(of: project, file: "main.js") }),
        NxExecutor(names: ["@nx/esbuild:esbuild"], document: "https://nx.dev/nx-api/esbuild/executors/esbuild") {
            project, _ in
            let stem = project.option("main")?.string?.splitPath().name.prefix { $0 != "." }
            return program(
                of: project, file: project.option("outputFileName")?.string ?? "\(stem.map(String.init) ?? "main").js")
        },
        NxExecutor(
            names: ["@nx/js:tsc", "@nx/js:swc", "@nx/node:package"], document: "https://nx.dev/nx-api/js/executors/tsc"
        ) { project, _ in
            // Files keep their places below the project's folder.
            guard let main = project.option("main")?.string?.cleanPath, main.hasPrefix(project.folder + "/"),
                let dot = main.lastIndex(of: ".")
            else { return nil }
            return program(of: project, file: main[..<dot].dropFirst(project.folder.count + 1) + ".js")
        },
        // Whatever builds it, what a server for files is told to serve is a site.
        NxExecutor(names: [], document: "https://nx.dev/nx-api/web/executors/file-server") { project, _ in
            let path = project.option("staticFilePath", of: "serve-static")?.string.flatMap(project.path)
            return (path ?? project.firstOutput(of: "build")).map { Plan(outputDirectory: $0) }
        },
    ]

    private static func program(of project: NxProject, file: String) -> Plan? {
        guard let output = project.output else { return nil }
        var plan = Plan(start: "node \("\(output)/\(file)".shellQuoted)")
        let main = project.option("main")?.string.flatMap(project.path) ?? "src/main.ts".inFolder(project.folder)
        plan.port = project.root.text(main).flatMap { ListeningPort.fixed(in: $0) }
        return plan
    }
}
