// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension Workspace {
    /// The command that builds one member from the root, with what it depends on; nil when the member's own command,
    /// run in its folder, is right.
    func build(_ member: Member, in source: Source) -> String? {
        guard let own = member.blueprint.build, !member.states("build") else { return nil }
        let folder = member.folder
        switch tool {
        case .node: return nodeBuild(member, in: source)
        case .cargo:
            let name = source.toml("Cargo.toml".inFolder(folder))?[["package", "name"]]?.string
            return name.map { "\(own) --package \(Member.quoted($0))" }
        case .maven:
            return Self.firstWords(own, before: "package").map { "\($0) -pl \(Member.quoted(folder)) -am package" }
        case .gradle:
            guard let task = own.split(separator: " ").last, own.holds("gradle") else { return nil }
            let project = folder.split(separator: "/").joined(separator: ":")
            return own.dropLast(task.count) + Member.quoted(":\(project):\(task)")
        case .rush:
            let name = source.json("package.json".inFolder(folder))?["name"]?.string
            return name.map { "\(Self.rushCommand(source)) build --to \(Member.quoted($0))" }
        case .go, .nx, .uv, .dotnet, .mix, .folders: return nil
        }
    }

    /// The command that installs for one member from the root; nil when the root's own does.
    func install(_ member: Member, in source: Source) -> String? {
        if tool == .rush { return "\(Self.rushCommand(source)) install" }
        guard tool == .uv, let own = member.blueprint.install,
            let name = source.toml("pyproject.toml".inFolder(member.folder))?[["project", "name"]]?.string
        else { return nil }
        return own.holds("uv sync") ? "\(own) --package \(Member.quoted(name))" : nil
    }

    /// Whether programs that are built stand below the root and are started there.
    var runsInRoot: Bool { tool == .cargo }

    /// Whether one install at the root is for every member.
    var installsInRoot: Bool { tool != .folders }

    /// Rush's own script fetches the version that rush.json names (rushjs.io/pages/maintainer/enabling_ci_builds).
    private static func rushCommand(_ source: Source) -> String {
        let script = "common/scripts/install-run-rush.js"
        return source.exists(script) ? "node \(script)" : "rush"
    }

    private static func firstWords(_ command: String, before word: String) -> String? {
        command.hasSuffix(" " + word) ? String(command.dropLast(word.count + 1)) : nil
    }

    private func nodeBuild(_ member: Member, in source: Source) -> String? {
        guard let manifest = source.json("package.json".inFolder(member.folder)),
            manifest["scripts"]?["build"]?.string != nil, let name = manifest["name"]?.string
        else { return nil }
        let quoted = Member.quoted(name)
        let root = NodeProject(source)
        let tasks = source.json("turbo.json")
        if root.declares("turbo") != nil, (tasks?["tasks"] ?? tasks?["pipeline"])?["build"] != nil {
            return root.exec("turbo run build --filter=\(quoted)")
        }
        if root.declares("nx") != nil, source.exists("nx.json") {
            let project = source.json("project.json".inFolder(member.folder))?["name"]?.string ?? name
            return root.exec("nx build \(Member.quoted(project))")
        }
        if root.declares("lerna") != nil, source.exists("lerna.json") {
            return root.exec("lerna run build --scope=\(quoted) --include-dependencies")
        }
        // pnpm builds what the member depends on first; the others build one package, so each is named.
        if member.blueprint.packageManager == "pnpm" { return "pnpm --filter \(quoted)... run build" }
        return buildOrder(of: member.folder, in: source).map { folder, name in
            switch member.blueprint.packageManager {
            case "yarn": "yarn workspace \(Member.quoted(name)) run build"
            case "bun": "bun run --filter \(Member.quoted(name)) build"
            default: "npm run build --workspace=\(Member.quoted(folder))"
            }
        }.joined(separator: " && ")
    }

    /// The member and those it depends on that have something to build, dependencies first.
    private func buildOrder(of folder: String, in source: Source) -> [(folder: String, name: String)] {
        var byName: [String: String] = [:]
        for folder in folders {
            if let name = source.json("package.json".inFolder(folder))?["name"]?.string { byName[name] = folder }
        }
        var order: [(String, String)] = []
        var seen: Set<String> = []
        func visit(_ folder: String) {
            guard seen.insert(folder).inserted, let manifest = source.json("package.json".inFolder(folder)) else {
                return
            }
            for section in ["dependencies", "devDependencies"] {
                for dependency in (manifest[section]?.object ?? [:]).keys.sorted() { byName[dependency].map(visit) }
            }
            guard manifest["scripts"]?["build"]?.string != nil, let name = manifest["name"]?.string else { return }
            order.append((folder, name))
        }
        visit(folder)
        return order
    }
}
