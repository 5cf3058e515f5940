// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// The parts of a tree that could be deployed on their own: a workspace's members, and plain folders.
struct Members {
    /// Those with something to run or to serve, in the order of their paths.
    let deployable: [Member]

    private static let maximumFolders = 40
    private static let nests = ["apps", "packages", "services", "projects", "sites"]
    private static let ignored: Set<String> = [
        "node_modules", "vendor", "venv", "target", "dist", "build", "test", "tests", "docs", "doc", "examples",
        "example",
        "scripts", "e2e", "fixtures",
    ]

    init(_ source: Source, workspaces: [Workspace]) {
        var members: [Member] = []
        var seen: Set<String> = []
        for workspace in workspaces {
            for folder in workspace.folders.prefix(Self.maximumFolders) where seen.insert(folder).inserted {
                if let member = Member(folder, of: source, workspace: workspace), member.isDeployable(in: source) {
                    members.append(member)
                }
            }
        }
        let listed = seen
        for folder in Self.plainFolders(of: source) where seen.insert(folder).inserted {
            // What holds members, or lies within one, is no project beside them.
            guard !listed.contains(where: { $0.hasPrefix(folder + "/") || folder.hasPrefix($0 + "/") }),
                // A package that its workspace leaves out is left out on purpose.
                !workspaces.contains(where: { $0.leavesOut(folder, in: source) })
            else { continue }
            if let member = Member(folder, of: source, workspace: nil) { members.append(member) }
        }
        deployable = members.sorted { $0.folder < $1.folder }
    }

    private static func plainFolders(of source: Source) -> [String] {
        var folders: [String] = []
        for entry in source.list("")
        where entry.isFolder && !entry.name.hasPrefix(".") && !ignored.contains(entry.name) {
            folders.append(entry.name)
            guard nests.contains(entry.name) else { continue }
            folders += source.list(entry.name).filter(\.isFolder).map { "\(entry.name)/\($0.name)" }
        }
        return Array(folders.prefix(maximumFolders))
    }

    /// The one member to deploy; nil when there is none. Throws `source_ambiguous` when there are several.
    var only: Member? {
        get throws(Failure) {
            // An image that is only built stands beside what can be run, such as a proxy beside the application.
            let served = deployable.filter(\.blueprint.isServed)
            let deployable = served.isEmpty ? deployable : served
            guard deployable.count > 1 else { return deployable.first }
            // Beside the one server, a Rust workspace has its command-line tools.
            let servers = deployable.filter { $0.blueprint.framework != nil }
            if servers.count == 1, deployable.allSatisfy({ $0.workspace?.tool == .cargo }) { return servers[0] }
            let folders = deployable.map(\.folder)
            throw Failure(
                .sourceAmbiguous, "several parts can be deployed: \(folders.joined(separator: ", "))",
                hint: "choose one: dextra deploy --member=\(folders[0]), or 'root: \(folders[0])' in dextra.yaml",
                metadata: deployable.map { .init($0.folder, $0.blueprint.framework ?? $0.blueprint.language ?? "") })
        }
    }

    /// The member in a folder. Throws `member_unknown`, whose hint lists those there are.
    func member(in folder: String, of source: Source) throws(Failure) -> Member {
        let path = folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        if let member = deployable.first(where: { $0.folder == path }) { return member }
        // A folder that nothing lists is chosen on purpose too.
        if source.isFolder(path) {
            let isProgram = GoProject(source).programFile(in: path) != nil && source.exists("go.mod")
            let workspace = isProgram ? Workspace(tool: .go, file: "go.mod", folders: [path]) : nil
            if let member = Member(path, of: source, workspace: workspace) { return member }
        }
        let known = deployable.map(\.folder).joined(separator: ", ")
        throw Failure(
            .memberUnknown, "'\(folder)' is no part of the source that can be deployed",
            hint: known.isEmpty ? "nothing below the root can be" : "those that can be: \(known)")
    }
}
