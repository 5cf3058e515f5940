// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// One deployable folder with its own blueprint.
struct Member {
    var folder: String
    /// As seen from the folder itself.
    var blueprint: Blueprint
    /// The workspace that lists the folder; nil for a plain one.
    var workspace: Workspace?

    /// Whether the blueprint is as seen from the root already.
    private let seesRoot: Bool
    private let decided: Set<String>

    /// Nil when the folder has nothing to run or to serve, and is no image either that the workspace builds.
    init?(_ folder: String, of source: Source, workspace: Workspace?) {
        let isProgram = workspace?.tool == .go
        let view =
            isProgram
            ? source.choosing(program: folder) : source.part(folder, sharing: workspace?.shared ?? [])
        guard let draft = Assembly.draft(of: view) else { return nil }
        let isImage = draft.blueprint.framework == "container" && workspace?.images.contains(folder) == true
        guard draft.blueprint.isServed || isImage else { return nil }
        self.folder = folder
        blueprint = draft.blueprint
        self.workspace = workspace
        seesRoot = isProgram || draft.seesRoot
        decided = draft.decided
    }

    /// Whether a file says how something is done, rather than the tool's habits: `build`, `install`, …
    func states(_ subject: String) -> Bool { decided.contains(subject) }

    /// What people call it: the name in its manifest, else its folder's.
    func name(in source: Source) -> String {
        source.json("package.json".inFolder(folder))?["name"]?.string
            ?? source.toml("Cargo.toml".inFolder(folder))?[["package", "name"]]?.string
            ?? source.toml("pyproject.toml".inFolder(folder))?[["project", "name"]]?.string
            ?? folder.splitPath().name
    }

    /// Whether it is more than a library: those have entries and builds too, and nothing that serves.
    func isDeployable(in source: Source) -> Bool {
        switch workspace?.tool {
        case .node, .rush: isNodeApplication(in: source)
        case .maven, .gradle:
            ["pom.xml", "build.gradle", "build.gradle.kts"].contains { file in
                let text = source.text(file.inFolder(folder)) ?? ""
                return [
                    "spring-boot-maven-plugin", "quarkus-maven-plugin", "micronaut-maven-plugin", "mainClass",
                    "org.springframework.boot", "io.quarkus", "io.micronaut.application", "Main-Class",
                ].contains { text.holds($0) }
            }
        default: true
        }
    }

    private func isNodeApplication(in source: Source) -> Bool {
        guard let manifest = source.json("package.json".inFolder(folder)) else { return true }
        let scripts = ["start", "start:prod", "start:production", "serve"]
        if source.exists("Procfile".inFolder(folder)) { return true }
        switch blueprint.framework {
        case nil: return scripts.contains { manifest["scripts"]?[$0]?.string != nil }
        // A component library is built with the same bundler, and has no page.
        case "vite", "parcel": return source.exists("index.html".inFolder(folder)) || manifest["exports"] == nil
        default: return true
        }
    }

    /// The member's blueprint as seen from the tree's root, where its commands are run.
    func inContext(of whole: Blueprint?, source: Source, because reason: String) -> Blueprint {
        var result = seesRoot ? blueprint : entered(of: whole, source: source)
        if workspace?.tool != .go {
            let shared = Set(workspace?.shared ?? [])
            result.evidence = blueprint.evidence.map { evidence in
                let isShared = shared.contains(evidence.file) && !source.exists(evidence.file.inFolder(folder))
                return .init(file: isShared ? evidence.file : evidence.file.inFolder(folder), says: evidence.says)
            }
        }
        if let workspace { result.evidence.insert(.init(file: workspace.file, says: "lists \(folder)"), at: 0) }
        result.evidence.insert(.init(file: folder, says: reason), at: 0)
        for language in whole?.languages ?? [] where !result.languages.contains(language) {
            result.languages.append(language)
        }
        for (runtime, version) in whole?.runtimeVersions ?? [:] where result.runtimeVersions[runtime] == nil {
            result.runtimeVersions[runtime] = version
        }
        result.confidence = (blueprint.confidence * 90).rounded() / 100
        return result
    }

    /// The blueprint with its commands going into the folder first, and with what is done at the root done there.
    private func entered(of whole: Blueprint?, source: Source) -> Blueprint {
        var result = blueprint
        func enter(_ command: String?) -> String? { command.map { "cd \(Self.quoted(folder)) && \($0)" } }
        if let workspace, workspace.installsInRoot {
            // A workspace has one lock file, at its root: there the install puts every member's packages.
            let isSame = whole?.packageManager == nil || whole?.packageManager == blueprint.packageManager
            let shared = workspace.tool == .dotnet ? nil : blueprint.install
            result.install =
                workspace.install(self, in: source) ?? (isSame ? whole?.install : nil) ?? shared
                ?? enter(blueprint.install)
            if states("install") { result.install = enter(blueprint.install) }
            result.build = workspace.build(self, in: source) ?? enter(blueprint.build)
        } else {
            result.install = enter(blueprint.install)
            result.build = enter(blueprint.build)
        }
        let runsInRoot = workspace?.runsInRoot == true
        result.start = runsInRoot ? blueprint.start : enter(blueprint.start)
        result.release = runsInRoot ? blueprint.release : enter(blueprint.release)
        if workspace?.tool == .uv { useEnvironmentOfRoot(in: &result) }
        result.outputDirectory = blueprint.outputDirectory.map { $0 == "." ? folder : $0.inFolder(folder) }
        return result
    }

    /// uv keeps one environment for a workspace, beside its lock file.
    private func useEnvironmentOfRoot(in blueprint: inout Blueprint) {
        let up = folder.split(separator: "/").map { _ in "../" }.joined()
        for path in [\Blueprint.start, \Blueprint.release, \Blueprint.build] as [WritableKeyPath<Blueprint, String?>] {
            guard let command = blueprint[keyPath: path] else { continue }
            let words = command.split(separator: " ", omittingEmptySubsequences: false)
            blueprint[keyPath: path] = words.map { $0.hasPrefix(".venv/") ? up + $0 : String($0) }.joined(
                separator: " ")
        }
    }

    static func quoted(_ text: String) -> String {
        text.utf8.allSatisfy { $0.isWordByte || "-./@:".utf8.contains($0) }
            ? text : "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
    }
}
