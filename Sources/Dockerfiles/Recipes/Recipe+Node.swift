// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Node.js with npm, pnpm, Yarn or Bun: built where compilers are, run in the slim image.
    static let node = Recipe(
        "Node.js, Bun",
        suits: { subject in
            ["javascript", "typescript"].contains(subject.blueprint.language ?? "")
                && (subject.blueprint.packageManager != "deno")
        },
        plan: { subject in
            let version = subject.version("node")
            let suite = Suite.of("node", version)
            let node = Image("node", "\(version)-\(suite)-slim", hasEntrypoint: true)
            let runsBun = ["bun", "bunx"].contains(subject.startProgram ?? "")
            let bun = Image("oven/bun", "\(subject.version("bun"))-slim", hasEntrypoint: true)
            var plan = ImagePlan(
                builder: Image("node", "\(version)-\(suite)", hasEntrypoint: true), runtime: runsBun ? bun : node,
                for: subject)
            let packages = NodePackages(subject)
            plan.tools = packages.tools
            plan.manifests = packages.manifests
            plan.caches = packages.caches
            plan.prune = packages.prune(&plan.notes)
            plan.runtimeEnvironment = [("NODE_ENV", "production")]
            if let start = packages.directStart { plan.start = start }
            if plan.install == nil, plan.build == nil { plan.builder = node }
            return plan
        })
}
