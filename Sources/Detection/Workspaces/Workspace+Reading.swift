// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives
import YAML

extension Workspace {
    private static let nodeFiles = [
        "pnpm-lock.yaml", "yarn.lock", ".yarnrc.yml", "package-lock.json", "npm-shrinkwrap.json", "bun.lock",
        "bun.lockb",
    ]

    static func pnpm(_ source: Source) -> Workspace? {
        let file = "pnpm-workspace.yaml"
        guard let text = source.text(file), let root = try? YAMLReader.read(Array(text.utf8)) else { return nil }
        return node(source, file, (root["packages"]?.elements ?? []).compactMap(\.string))
    }

    static func npm(_ source: Source) -> Workspace? {
        guard let field = source.json("package.json")?["workspaces"] else { return nil }
        return node(source, "package.json", (field.array ?? field["packages"]?.array ?? []).compactMap(\.string))
    }

    static func lerna(_ source: Source) -> Workspace? {
        guard let list = source.json("lerna.json")?["packages"]?.array else { return nil }
        return node(source, "lerna.json", list.compactMap(\.string))
    }

    private static func node(_ source: Source, _ file: String, _ patterns: [String]) -> Workspace {
        Workspace(
            tool: .node, file: file,
            folders: FolderPatterns(patterns).folders(in: source, holding: ["package.json"]),
            shared: nodeFiles.filter { source.exists($0) })
    }

    static func cargo(_ source: Source) -> Workspace? {
        guard let table = source.toml("Cargo.toml")?["workspace"] else { return nil }
        func list(_ key: String) -> [String] { table[key]?.array?.compactMap(\.string) ?? [] }
        let members = FolderPatterns(list("members"), excluding: list("exclude"))
            .folders(in: source, holding: ["Cargo.toml"])
        // What cargo builds when nobody says otherwise.
        let usual = FolderPatterns(list("default-members")).folders(in: source, holding: ["Cargo.toml"])
        return Workspace(
            tool: .cargo, file: "Cargo.toml", folders: usual.isEmpty ? members : usual,
            shared: ["Cargo.lock"].filter { source.exists($0) })
    }

    /// The programs of a module, or of all modules of a go.work; one at the root is the root's own.
    static func go(_ source: Source) -> Workspace? {
        guard let file = source.first(of: ["go.work", "go.mod"]) else { return nil }
        let programs = GoProject(source).programs
        guard programs.count > 1 else { return nil }
        return Workspace(tool: .go, file: file, folders: programs.map(\.folder).filter { !$0.isEmpty }.sorted())
    }

    static func uv(_ source: Source) -> Workspace? {
        guard let table = source.toml("pyproject.toml")?[["tool", "uv", "workspace"]] else { return nil }
        func list(_ key: String) -> [String] { table[key]?.array?.compactMap(\.string) ?? [] }
        let folders = FolderPatterns(list("members"), excluding: list("exclude"))
            .folders(in: source, holding: ["pyproject.toml"])
        return Workspace(
            tool: .uv, file: "pyproject.toml", folders: folders, shared: ["uv.lock"].filter { source.exists($0) })
    }

    static func maven(_ source: Source) -> Workspace? {
        guard let text = source.text("pom.xml"), text.holds("<module>") else { return nil }
        let modules = XMLScanner(text).elements.filter { $0.path.hasSuffix("modules/module") }.map(\.text)
        var workspace = plain(.maven, "pom.xml", modules, holding: "pom.xml", in: source)
        workspace.shared = ["mvnw"].filter { source.exists($0) }
        return workspace
    }

    static func gradle(_ source: Source) -> Workspace? {
        guard let file = source.first(of: ["settings.gradle.kts", "settings.gradle"]) else { return nil }
        var folders: [String] = []
        for line in source.lines(file).prefix(1000) {
            let code = line.trimmed()
            guard code.hasPrefix("include"), !code.hasPrefix("includeBuild") else { continue }
            let mark: Character = code.contains("\"") ? "\"" : "'"
            let parts = code.split(separator: mark, omittingEmptySubsequences: false)
            folders += parts.enumerated().filter { $0.offset % 2 == 1 }.map { part in
                part.element.split(separator: ":").joined(separator: "/")
            }
        }
        var workspace = plain(.gradle, file, folders, holding: "build.gradle", or: "build.gradle.kts", in: source)
        workspace.shared = ["gradlew"].filter { source.exists($0) }
        return workspace
    }

    /// A solution lists project files, with Windows' slashes.
    static func dotnet(_ source: Source) -> Workspace? {
        guard let file = source.list("").first(where: { $0.name.hasSuffix(".sln") || $0.name.hasSuffix(".slnx") })?.name
        else { return nil }
        var folders: [String] = []
        for line in source.lines(file).prefix(5000) {
            let texts = line.split(separator: "\"").map { $0.split(separator: "\\").joined(separator: "/") }
            for path in texts where path.hasSuffix("proj") { folders.append(path.splitPath().folder) }
        }
        return Workspace(tool: .dotnet, file: file, folders: existing(folders, in: source))
    }

    static func mix(_ source: Source) -> Workspace? {
        guard let apps = source.text("mix.exs")?.after("apps_path:")?.prefix(80).firstQuoted else { return nil }
        let folders = source.list(apps).filter(\.isFolder).map { $0.name.inFolder(apps) }
        return plain(.mix, "mix.exs", folders, holding: "mix.exs", in: source)
    }

    static func plain(
        _ tool: Tool, _ file: String, _ folders: [String], holding name: String, or other: String? = nil,
        in source: Source
    ) -> Workspace {
        let held = existing(folders, in: source).filter { folder in
            [name, other].compactMap(\.self).contains { source.exists($0.inFolder(folder)) }
        }
        return Workspace(tool: tool, file: file, folders: held)
    }

    /// Folders below the root, each once, as they are on disk.
    static func existing(_ folders: [String], in source: Source) -> [String] {
        let clean = folders.prefix(400).map { folder in
            folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        }
        return Set(clean.filter { !$0.isEmpty && !$0.split(separator: "/").contains("..") && source.isFolder($0) })
            .sorted()
    }
}
