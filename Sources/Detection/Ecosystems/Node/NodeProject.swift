// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// A project with a package.json (docs.npmjs.com/cli/configuring-npm/package-json).
struct NodeProject: EcosystemProject {
    let source: Source
    /// package.json; an empty object when it is not valid.
    let manifest: JSONValue
    /// The tool that installs, e.g. `pnpm`, and the evidence for it.
    let manager: (name: String, lockfile: String?, evidence: Blueprint.Evidence?)
    private let packages: [String: JSONValue]
    /// Whether it is published for others to import, so that what it is tested with says nothing about it.
    let isLibrary: Bool

    init(_ source: Source) {
        self.source = source
        let manifest = source.json("package.json") ?? [:]
        self.manifest = manifest
        var packages: [String: JSONValue] = [:]
        for section in ["peerDependencies", "optionalDependencies", "devDependencies", "dependencies"] {
            packages.merge(manifest[section]?.object ?? [:]) { _, own in own }
        }
        // A plugin declares its host as a peer, and once more to develop with.
        for name in (manifest["peerDependencies"]?.object ?? [:]).keys where manifest["dependencies"]?[name] == nil {
            packages[name] = nil
        }
        if let own = manifest["name"]?.string { packages[own] = nil }
        // In a framework's own repository the framework is a member of the workspace.
        if manifest["workspaces"] != nil || source.exists("pnpm-workspace.yaml") {
            packages = packages.filter { $0.value.string?.hasPrefix("workspace:") != true }
        }
        self.packages = packages
        let exports = ["exports", "main", "module", "types", "bin"].contains { manifest[$0] != nil }
        let publishes = ["exports", "files", "types", "publishConfig"].contains { manifest[$0] != nil }
        isLibrary =
            exports && publishes && manifest["private"] != .bool(true) && manifest["scripts"]?["start"] == nil
        manager = Self.chooseManager(manifest, source)
    }

    func declares(_ package: String) -> String? {
        guard packages[package] != nil else { return nil }
        return isLibrary && needs(package) == nil && !isCalled(package) ? nil : "package.json"
    }

    func needs(_ package: String) -> String? {
        let isNeeded = ["dependencies", "optionalDependencies"].contains { manifest[$0]?[package] != nil }
        return packages[package] != nil && isNeeded ? "package.json" : nil
    }

    /// Whether a script runs the package's command.
    private func isCalled(_ package: String) -> Bool {
        let command = package.splitPath().name
        return (manifest["scripts"]?.object ?? [:]).values.contains { $0.string?.holds(command) == true }
    }

    /// Whether the project runs on Bun rather than on Node.
    var usesBun: Bool {
        manager.name == "bun" || ["@types/bun", "bun-types", "elysia"].contains { packages[$0] != nil }
    }

    var hasDependencies: Bool {
        ["dependencies", "devDependencies", "optionalDependencies"].contains {
            manifest[$0]?.object?.isEmpty == false
        }
    }

    func script(_ name: String) -> String? {
        manifest["scripts"]?[name]?.string.map { $0.trimmed() }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The command that runs a script of package.json.
    func run(_ script: String) -> String {
        if script == "start", manager.name != "bun" { return "\(manager.name) start" }
        return "\(manager.name) run \(script)"
    }

    /// The command that runs an executable of an installed package.
    func exec(_ command: String) -> String {
        switch manager.name {
        case "yarn": "yarn \(command)"
        case "pnpm": "pnpm exec \(command)"
        case "bun": "bun x \(command)"
        default: "npx \(command)"
        }
    }

    /// The build script, else a framework's own build command.
    func build(orElse command: String) -> String { script("build") == nil ? exec(command) : run("build") }

    /// The text of the first of these files that exists, whatever its ending.
    func config(_ stem: String) -> (file: String, text: String)? {
        for ending in ["ts", "js", "mjs", "mts", "cjs", "cts"] {
            if let text = source.text("\(stem).\(ending)") { return ("\(stem).\(ending)", text) }
        }
        return nil
    }

    var usesTypeScript: Bool { source.exists("tsconfig.json") || declares("typescript") != nil }

    /// What package.json says first, then the lock files, then npm.
    private static func chooseManager(
        _ manifest: JSONValue, _ source: Source
    ) -> (String, String?, Blueprint.Evidence?) {
        let known = PackageManager<NodeProject>.node
        if let field = manifest["packageManager"]?.string ?? manifest["devEngines"]?["packageManager"]?["name"]?.string
        {
            let name = field.prefix { $0 != "@" }
            if let row = known.first(where: { $0.name == name }) {
                return (
                    row.name, source.first(of: row.lockfiles),
                    .init(file: "package.json", says: "names the package manager \(field.prefix { $0 != "+" })")
                )
            }
        }
        for row in known {
            if let lockfile = source.first(of: row.lockfiles) {
                return (row.name, lockfile, .init(file: lockfile, says: "is written by \(row.name)"))
            }
        }
        return ("npm", nil, nil)
    }
}
