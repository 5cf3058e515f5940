// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model
import Primitives

/// How a Node project's packages come into an image, and how those that only the build needed go again.
struct NodePackages {
    private static let programs: Set<String> = ["npm", "pnpm", "yarn", "bun", "corepack", "npx"]
    private static let lockFiles = [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb",
    ]

    private let subject: Subject
    private let manager: String
    private let manifest: JSONValue?

    init(_ subject: Subject) {
        self.subject = subject
        manager = subject.blueprint.packageManager ?? "npm"
        manifest = subject.files.json("package.json")
    }

    /// What the Node image lacks.
    var tools: [String] {
        guard let line = subject.blueprint.install ?? subject.blueprint.build else { return [] }
        let named = manifest?["packageManager"]?.string != nil
        switch manager {
        case "pnpm", "yarn":
            if named || isModernYarn {
                return ["npm install --global corepack@\(subject.version("corepack"))", "corepack enable"]
            }
            // Yarn 1 is part of the image.
            return manager == "yarn" ? [] : ["npm install --global pnpm@\(subject.version("pnpm"))"]
        case "bun": return ["npm install --global bun@\(subject.version("bun"))"]
        default: return line.contains("bun ") ? ["npm install --global bun@\(subject.version("bun"))"] : []
        }
    }

    private var isModernYarn: Bool { subject.files.has(".yarnrc.yml") }
    private var isWorkspace: Bool {
        manifest?["workspaces"] != nil || subject.files.has("pnpm-workspace.yaml") || subject.files.has("lerna.json")
    }

    /// Manifests and lock files of the whole tree; none when a script of the project's own runs during the installation,
    /// which may need anything.
    var manifests: [String] {
        guard subject.isOnly(subject.blueprint.install, of: Self.programs) else { return [] }
        let hooks = ["preinstall", "install", "postinstall", "prepare"]
        let found = subject.files.find(["package.json"])
        let runsOwnScripts = found.contains { file in
            hooks.contains { subject.files.json(file)?["scripts"]?[$0]?.string != nil }
        }
        guard !runsOwnScripts else { return [] }
        let others =
            Self.lockFiles + [
                ".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs", "pnpm-workspace.yaml", "lerna.json", "bunfig.toml",
            ]
        let folders = subject.files.present([".yarn/releases", ".yarn/plugins", ".yarn/patches", "patches"])
        return subject.copyable(found + subject.files.present(others) + folders)
    }

    var caches: [String] {
        switch manager {
        case "pnpm": ["/root/.local/share/pnpm/store"]
        case "yarn": isModernYarn ? ["/root/.yarn/berry/cache"] : ["/usr/local/share/.cache/yarn"]
        case "bun": ["/root/.bun/install/cache"]
        default: ["/root/.npm"]
        }
    }

    /// Removes the development dependencies, unless what is started is one of them.
    func prune(_ notes: inout [String]) -> [String] {
        guard subject.isOnly(subject.blueprint.install, of: Self.programs), subject.blueprint.start != nil else {
            return []
        }
        let development = (manifest?["devDependencies"]?.object ?? [:]).keys
        guard !development.isEmpty || subject.files.find(["package.json"]).count > 1 else { return [] }
        let lines = [
            subject.blueprint.start, subject.blueprint.release, manifest?["scripts"]?["start"]?.string,
        ].compactMap(\.self)
        let needed = development.sorted().first { name in
            let program = name == "typescript" ? "tsc" : name.split(separator: "/").last.map(String.init) ?? name
            return lines.contains { $0.holdsWord(program) }
        }
        if let needed {
            notes.append("'\(needed)' is a development dependency and is started: they are kept")
            return []
        }
        switch manager {
        case "npm": return ["npm prune --omit=dev"]
        case "pnpm": return isWorkspace ? [] : ["CI=true pnpm prune --prod --ignore-scripts"]
        case "yarn":
            return isModernYarn
                ? ["yarn workspaces focus --all --production"]
                : ["yarn install --production --frozen-lockfile --ignore-scripts --prefer-offline"]
        case "bun":
            return isWorkspace
                ? [] : ["rm -rf node_modules", "bun install --production --frozen-lockfile --ignore-scripts"]
        default: return []
        }
    }

    /// What `npm start` runs, when that is one program: npm would stay between it and the signals.
    var directStart: String? {
        guard let start = subject.blueprint.start,
            ["npm start", "npm run start", "yarn start", "yarn run start", "pnpm start", "pnpm run start"].contains(
                start),
            let scripts = manifest?["scripts"]?.object, let script = scripts["start"]?.string,
            scripts["prestart"] == nil, scripts["poststart"] == nil,
            let words = ShellLine(script).plainWords, words.first == "node"
        else { return nil }
        return script
    }
}
