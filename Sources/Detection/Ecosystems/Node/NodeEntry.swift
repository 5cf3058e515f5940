// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// The file that starts a Node program without a start script.
struct NodeEntry {
    var file: String
    var command: String
    var evidence: Blueprint.Evidence

    private static let stems = [
        "server", "index", "app", "main", "src/server", "src/index", "src/app", "src/main", "api/index", "server/index",
        "bin/www", "bin/server",
    ]

    static func find(in project: NodeProject) -> NodeEntry? {
        let source = project.source
        // Nx builds a project into a folder that its own file names (nx.dev/reference/project-configuration).
        if let options = source.json("project.json")?["targets"]?["build"]?["options"],
            let folder = options["outputPath"]?.string, let main = options["main"]?.string
        {
            let name = main.splitPath().name.prefix { $0 != "." }
            return node("\(name).js".inFolder(folder), .init(file: "project.json", says: "is built into \(folder)"))
        }
        if let main = project.manifest["main"]?.string {
            let file = main.hasPrefix("./") ? String(main.dropFirst(2)) : main
            for candidate in [file, "\(file).js", "\(file)/index.js"] where !file.isEmpty && candidate.hasSuffix("js") {
                // The file may be what the build makes.
                if source.exists(candidate) || (project.script("build") != nil && candidate.hasPrefix("dist/")) {
                    return node(candidate, .init(file: "package.json", says: "main is \(main)"))
                }
            }
        }
        for stem in stems {
            for ending in [".js", ".mjs", ".cjs", ""]
            where source.exists(stem + ending) && !source.isFolder(stem + ending) {
                guard !ending.isEmpty || stem.hasPrefix("bin/") else { continue }
                return node(stem + ending, .init(file: stem + ending, says: "is the program's entry"))
            }
        }
        for stem in stems where source.exists("\(stem).ts") {
            return typeScript("\(stem).ts", stem: stem, in: project)
        }
        return nil
    }

    private static func node(_ file: String, _ evidence: Blueprint.Evidence) -> NodeEntry {
        NodeEntry(file: file, command: "node \(file)", evidence: evidence)
    }

    /// TypeScript runs as its compiled output, by a loader that the project declares, or by bun.
    private static func typeScript(_ file: String, stem: String, in project: NodeProject) -> NodeEntry {
        let evidence = Blueprint.Evidence(file: file, says: "is the program's entry, in TypeScript")
        if project.script("build") != nil, !project.usesBun {
            let output = project.source.text("tsconfig.json")?.after("\"outDir\"")?.firstQuoted ?? "dist"
            let folder = output.hasPrefix("./") ? String(output.dropFirst(2)) : output
            let compiled = (stem.hasPrefix("src/") ? String(stem.dropFirst(4)) : stem) + ".js"
            return NodeEntry(file: file, command: "node \(compiled.inFolder(folder))", evidence: evidence)
        }
        for loader in ["tsx", "ts-node"] where project.declares(loader) != nil {
            return NodeEntry(file: file, command: project.exec("\(loader) \(file)"), evidence: evidence)
        }
        let isForBun = project.usesBun || project.source.text(file)?.holds("Bun.serve") == true
        let command = isForBun ? "bun \(file)" : "node \(file)"
        return NodeEntry(file: file, command: command, evidence: evidence)
    }
}
