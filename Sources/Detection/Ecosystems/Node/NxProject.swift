// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// A project of an Nx workspace as its project.json describes it (nx.dev/reference/project-configuration).
struct NxProject {
    /// The project's folder as a tree.
    let source: Source
    /// The workspace's root, where Nx runs and where paths begin.
    let root: Source
    private let manifest: JSONValue

    /// Nil for a folder that is no project of a workspace around it, or a library.
    init?(_ source: Source) {
        guard let root = source.outer, source.program == nil, source.exists("project.json"), root.exists("nx.json"),
            let manifest = source.commentedJSON("project.json"), manifest.object != nil,
            manifest["projectType"] != "library"
        else { return nil }
        (self.source, self.root, self.manifest) = (source, root, manifest)
    }

    /// Without one of its own it is called as its folder.
    var name: String { manifest["name"]?.string ?? folder.splitPath().name }
    var folder: String { source.folder }

    /// `@nx/webpack:webpack`; the plugins' names before Nx 16 count as their own.
    func executor(of target: String) -> String? {
        guard let name = manifest["targets"]?[target]?["executor"]?.string else { return nil }
        return name.hasPrefix("@nrwl/") ? "@nx/" + name.dropFirst("@nrwl/".count) : name
    }

    /// An option of a target's, as it is in production.
    func option(_ name: String, of target: String = "build") -> JSONValue? {
        let target = manifest["targets"]?[target]
        let usual = target?["defaultConfiguration"]?.string ?? "production"
        return target?["configurations"]?[usual]?[name] ?? target?["options"]?[name]
    }

    /// Where the build puts what it makes, relative to the workspace's root; nil for a path outside of it.
    var output: String? {
        let option = option("outputPath")
        return path(option?["base"]?.string ?? option?.string ?? "dist/\(folder)")
    }

    /// The first of a target's outputs.
    func firstOutput(of target: String) -> String? {
        let text = manifest["targets"]?[target]?["outputs"]?[0]?.string
        return text.flatMap { text in
            text.hasPrefix("{options.")
                ? option(String(text.dropFirst(9).prefix { $0 != "}" }), of: target)?.string.flatMap(path) : path(text)
        }
    }

    /// A path with Nx's placeholders filled, relative to the workspace's root.
    func path(_ text: String) -> String? {
        var result = text
        for (mark, value) in [
            ("{workspaceRoot}", "."), ("{projectRoot}", folder), ("{projectName}", name),
        ] {
            guard let index = result.firstUTF8Index(of: mark) else { continue }
            result.replaceSubrange(index..<result.utf8.index(index, offsetBy: mark.utf8.count), with: value)
        }
        guard !result.contains("{"), let clean = result.cleanPath, !clean.isEmpty else { return nil }
        return clean
    }
}
