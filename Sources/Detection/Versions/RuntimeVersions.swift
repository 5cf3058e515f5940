// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// Which version of each runtime the project asks for, from the files that say so.
enum RuntimeVersions {
    /// Reads the table's rows in order: the first file that names a version decides, the others are kept as evidence.
    static func read(from source: Source, into draft: inout Draft) {
        let wanted = runtimes(of: draft.blueprint)
        for row in VersionSource.all where wanted.contains(row.runtime) {
            guard let (text, file) = row.answer(in: source), isVersion(text) else { continue }
            let requirement = VersionRequirement(runtime: row.runtime, text: text, grammar: row.grammar)
            if let decided = draft.blueprint.runtimeVersions[row.runtime] {
                guard decided != text else { continue }
                let version = Version(decided)
                let agrees = version.flatMap { version in requirement.range.map { $0.contains(version) } } ?? false
                draft.note(
                    file, "also asks for \(row.runtime) \(text)" + (agrees ? "" : ", which \(decided) is not"))
                if !agrees { draft.blueprint.confidence *= 0.9 }
            } else {
                let (version, reason) = resolved(requirement)
                draft.blueprint.runtimeVersions[row.runtime] = version
                draft.note(file, "asks for \(row.runtime) \(text)\(reason)")
            }
        }
    }

    /// The version to note, and how it came out of the text.
    private static func resolved(_ requirement: VersionRequirement) -> (version: String, reason: String) {
        let table = ReleaseTable.current
        let known = table.horizon(of: requirement.runtime)
        switch requirement.answer(from: table) {
        case .exact(let version): return (version, version == requirement.text ? "" : " → \(version)")
        case .resolved(let line):
            let end = line.end.map { ", supported until \($0)" } ?? ""
            return (line.latest, " → \(line.latest) (releases known up to \(known)\(end))")
        case .unknown:
            return (requirement.text, "; there is no such release among those known up to \(known): kept as written")
        case .asWritten: return (requirement.text, "")
        }
    }

    private static func runtimes(of blueprint: Blueprint) -> Set<String> {
        let names = [
            "javascript": "node", "typescript": "node", "kotlin": "java", "scala": "java", "groovy": "java",
            "clojure": "java", "csharp": "dotnet", "fsharp": "dotnet",
        ]
        var wanted = Set(blueprint.languages.map { names[$0] ?? $0 })
        if let manager = blueprint.packageManager { wanted.insert(manager) }
        if wanted.contains("node") { wanted.formUnion(["bun", "deno", "npm", "pnpm", "yarn"]) }
        if wanted.contains("elixir") { wanted.insert("erlang") }
        return wanted
    }

    /// Short, printable and with something of a version or an alias in it.
    private static func isVersion(_ text: String) -> Bool {
        (1...VersionRange.maximumBytes).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    }
}
