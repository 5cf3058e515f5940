// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// A Deno project as its deno.json describes it (docs.deno.com/runtime/fundamentals/configuration).
struct DenoProject: EcosystemProject {
    let source: Source
    /// deno.json or deno.jsonc; nil for a lone script.
    let manifest: (file: String, value: JSONValue)?
    /// The program's file.
    let entry: String?

    init?(_ source: Source) {
        self.source = source
        let file = source.first(of: ["deno.json", "deno.jsonc"])
        manifest = file.map { ($0, source.commentedJSON($0) ?? [:]) }
        let names = [
            "main.ts", "server.ts", "index.ts", "app.ts", "mod.ts", "main.tsx", "main.js", "server.js", "src/main.ts",
            "src/server.ts", "src/index.ts", "backend/main.ts",
        ]
        let scripts = names.filter { source.text($0)?.holds("Deno.") == true }
        entry =
            scripts.first { source.text($0).map(Self.serves) ?? false }
            ?? (manifest == nil ? nil : source.first(of: names))
        guard manifest != nil || (entry != nil && !source.exists("package.json")) else { return nil }
        // A package.json with a lock file of its own is another tool's project that Deno lints or deploys a part of.
        let isNode =
            source.exists("package.json")
            && PackageManager<NodeProject>.node.contains { source.first(of: $0.lockfiles) != nil }
        if isNode, !source.exists("deno.lock") { return nil }
    }

    /// `Deno.serve`, or what the standard library had for it before Deno 1.35.
    private static func serves(_ text: String) -> Bool {
        text.holds("Deno.serve") || (text.holds("https://deno.land/std") && text.holds("serve("))
    }

    /// An import by its name or by what it stands for: `fresh`, `jsr:@oak/oak`, `npm:hono`.
    func declares(_ package: String) -> String? {
        if let manifest, let imports = manifest.value["imports"]?.object {
            let isImported = imports.contains { name, value in
                name == package || name == package + "/" || Self.names(value.string ?? "", package)
            }
            if isImported { return manifest.file }
        }
        guard let entry, let text = source.text(entry) else { return nil }
        let lines = text.split(separator: "\n").prefix(80).filter { $0.hasPrefix("import ") || $0.hasPrefix("} from") }
        return lines.contains { line in line.allQuotedEither.contains { $0 == package || Self.names($0, package) } }
            ? entry : nil
    }

    /// Whether a specifier such as `npm:hono@^4` or `https://deno.land/x/oak@v12/mod.ts` is of a package.
    private static func names(_ specifier: String, _ package: String) -> Bool {
        for start in ["npm:", "jsr:", "npm:/", "jsr:/", "https://deno.land/x/", "https://jsr.io/"]
        where specifier.hasPrefix(start + package) {
            let next = specifier.dropFirst(start.count + package.count).first
            if next == nil || next == "@" || next == "/" { return true }
        }
        return false
    }

    /// A task's command: text, or an object with a command.
    func task(_ name: String) -> String? {
        let task = manifest?.value["tasks"]?[name]
        return task?.string ?? task?["command"]?.string
    }
}

extension StringProtocol {
    /// The pieces between quotes of either kind on one line.
    fileprivate var allQuotedEither: [String] {
        split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }.enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}

extension Ecosystem {
    static let deno = Ecosystem(
        language: "typescript", looksFor: "deno.json or a script with Deno.serve",
        sourceEndings: [".ts", ".tsx", ".js"], frameworks: Framework.deno, read: DenoProject.init,
        prepare: { project, draft in
            draft.blueprint.packageManager = "deno"
            guard let file = project.manifest?.file else { return }
            draft.blueprint.install = "deno install" + (project.source.exists("deno.lock") ? " --frozen" : "")
            draft.note(file, "configures Deno")
        },
        program: DenoPlan.program)
}
