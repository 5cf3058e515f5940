// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model

extension ImagePlan {
    /// Adds programs of other ecosystems that the build calls: `npm run build` in a project of Python's.
    mutating func addForeignTools(for subject: Subject, servesFolder: Bool) {
        let own = [subject.blueprint.install, subject.blueprint.build].compactMap(\.self).joined(separator: " && ")
        let builders = CommandPrograms.names(in: own)
        let needsNode = builders.contains { ["node", "npm", "npx", "yarn", "pnpm", "corepack"].contains($0) }
        if needsNode, !builder.name.hasSuffix("node") {
            let version = subject.version("node")
            let image = Image("node", "\(version)-\(Suite.of("node", version))")
            borrowed.append((image, ["/usr/local/bin/node", "/usr/local/lib/node_modules"]))
            tools += [
                "ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm",
                "ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx",
            ]
            if builders.contains("pnpm") { tools.append("npm install --global pnpm@\(subject.version("pnpm"))") }
            if builders.contains("yarn") { tools.append("npm install --global yarn@\(subject.version("yarn"))") }
            // Its manifests are not among those of the stack.
            manifests = []
        }
    }
}
