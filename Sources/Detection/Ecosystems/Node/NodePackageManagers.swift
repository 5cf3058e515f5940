// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

extension PackageManager<NodeProject> {
    /// npm last: its lock file is the one that is left behind when a project moves to another tool.
    static let node: [PackageManager] = [
        PackageManager(
            name: "bun", lockfiles: ["bun.lock", "bun.lockb"], document: "https://bun.sh/docs/cli/install",
            install: { _, lockfile in lockfile == nil ? "bun install" : "bun install --frozen-lockfile" }),
        PackageManager(
            name: "pnpm", lockfiles: ["pnpm-lock.yaml"], document: "https://pnpm.io/cli/install",
            install: { _, lockfile in lockfile == nil ? "pnpm install" : "pnpm install --frozen-lockfile" }),
        PackageManager(
            name: "yarn", lockfiles: ["yarn.lock"], document: "https://yarnpkg.com/cli/install",
            install: { project, lockfile in
                guard lockfile != nil else { return "yarn install" }
                return project.usesModernYarn ? "yarn install --immutable" : "yarn install --frozen-lockfile"
            }),
        PackageManager(
            name: "npm", lockfiles: ["package-lock.json", "npm-shrinkwrap.json"],
            document: "https://docs.npmjs.com/cli/commands/npm-ci",
            install: { _, lockfile in lockfile == nil ? "npm install" : "npm ci" }),
    ]
}

extension NodeProject {
    /// Yarn 2 and later, which dropped `--frozen-lockfile`.
    fileprivate var usesModernYarn: Bool {
        if let version = manifest["packageManager"]?.string?.after("yarn@") { return !version.hasPrefix("1.") }
        return source.exists(".yarnrc.yml") || source.text("yarn.lock")?.holds("__metadata:") == true
    }
}
