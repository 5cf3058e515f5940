// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// Folders that are projects because a file says so, whatever they are called and however deep they lie.
extension Workspace {
    /// The folders that a Compose file builds images from.
    static func compose(_ source: Source) -> Workspace? {
        guard let row = StatementSource.builders.first(where: { $0.files.contains("compose.yaml") }),
            let file = source.first(of: row.files), case .success(let root)? = source.document(file)
        else { return nil }
        let services = ComposeFile(root, in: source).services
        let images = services.filter(\.isImage).compactMap(\.folder)
        return Workspace(
            tool: .folders, file: file, folders: existing(services.compactMap(\.folder), in: source),
            images: Set(images))
    }

    /// The folders that a host's file speaks of.
    static func named(by row: StatementSource, in source: Source) -> Workspace? {
        guard let file = source.first(of: row.files), case .success(let root)? = source.document(file) else {
            return nil
        }
        return Workspace(
            tool: .folders, file: file, folders: existing(row.read(root, source).map(\.folder), in: source))
    }

    /// Projects of a Rush repository (rushjs.io/pages/configs/rush_json), which keeps its lock file out of its root.
    static func rush(_ source: Source) -> Workspace? {
        guard let projects = source.commentedJSON("rush.json")?["projects"]?.array else { return nil }
        let folders = projects.compactMap { $0["projectFolder"]?.string }
        return plain(.rush, "rush.json", folders, holding: "package.json", in: source)
    }

    /// Nx's projects that say of themselves that they are applications (nx.dev/reference/project-configuration).
    static func nx(_ source: Source) -> Workspace? {
        guard source.exists("nx.json") else { return nil }
        let folders = FolderPatterns(["**"], excluding: ["dist/**", "tmp/**"])
            .folders(in: source, holding: ["project.json"])
            .filter { source.commentedJSON("project.json".inFolder($0))?["projectType"] == "application" }
        return Workspace(tool: .nx, file: "nx.json", folders: folders, shared: ["tsconfig.base.json"])
    }
}
