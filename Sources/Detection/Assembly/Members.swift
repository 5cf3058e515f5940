// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// The parts of a tree that could be deployed on their own: a workspace's members, or plain folders.
struct Members {
    private let candidates: [Member]

    private static let maximumFolders = 40
    private static let nests = ["apps", "packages", "services", "projects", "sites"]
    private static let ignored: Set<String> = [
        "node_modules", "vendor", "venv", "target", "dist", "build", "test", "tests", "docs", "doc", "examples",
        "example",
        "scripts", "e2e", "fixtures",
    ]

    init(_ source: Source) {
        var folders: [String] = []
        for entry in source.list("")
        where entry.isFolder && !entry.name.hasPrefix(".") && !Self.ignored.contains(entry.name) {
            folders.append(entry.name)
            guard Self.nests.contains(entry.name) else { continue }
            folders += source.list(entry.name).filter(\.isFolder).map { "\(entry.name)/\($0.name)" }
        }
        candidates = folders.prefix(Self.maximumFolders).compactMap { folder in
            let subtree = Source(SubtreeFileTree(tree: source.tree, folder: folder))
            return Assembly.blueprint(of: subtree).flatMap { $0.isServed ? Member(folder: folder, blueprint: $0) : nil }
        }
    }

    /// The one member to deploy; nil when there is none. Throws `source_ambiguous` when there are several.
    var only: Member? {
        get throws(Failure) {
            guard candidates.count > 1 else { return candidates.first }
            let folders = candidates.map(\.folder)
            throw Failure(
                .sourceAmbiguous, "several folders can be deployed: \(folders.joined(separator: ", "))",
                hint: "deploy one of them by its path, for example: dextra deploy ./\(folders[0])",
                metadata: candidates.map { .init($0.folder, $0.blueprint.framework ?? $0.blueprint.language ?? "") })
        }
    }
}

/// One deployable folder with its own blueprint.
struct Member {
    var folder: String
    var blueprint: Blueprint

    /// The member's blueprint as seen from the tree's root, where its commands are run.
    func inContext(of whole: Blueprint?) -> Blueprint {
        var result = blueprint
        func enter(_ command: String?) -> String? { command.map { "cd \(Self.quoted(folder)) && \($0)" } }
        // A workspace has one lock file, at its root: there the install puts every member's packages.
        if let whole, let install = whole.install, whole.packageManager != nil,
            blueprint.language == whole.language
                || blueprint.packageManager == whole.packageManager
        {
            result.install = install
            result.packageManager = whole.packageManager
            result.build = whole.build ?? enter(blueprint.build)
        } else {
            result.install = enter(blueprint.install)
            result.build = enter(blueprint.build)
        }
        result.start = enter(blueprint.start)
        result.release = enter(blueprint.release)
        result.outputDirectory = blueprint.outputDirectory.map { $0 == "." ? folder : $0.inFolder(folder) }
        result.evidence = blueprint.evidence.map { .init(file: $0.file.inFolder(folder), says: $0.says) }
        result.evidence.insert(.init(file: folder, says: "is the only folder that can be deployed"), at: 0)
        for language in whole?.languages ?? [] where !result.languages.contains(language) {
            result.languages.append(language)
        }
        for (runtime, version) in whole?.runtimeVersions ?? [:] where result.runtimeVersions[runtime] == nil {
            result.runtimeVersions[runtime] = version
        }
        result.confidence = (blueprint.confidence * 90).rounded() / 100
        return result
    }

    private static func quoted(_ path: String) -> String {
        path.utf8.allSatisfy { $0.isWordByte || "-./".utf8.contains($0) }
            ? path : "'\(path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
