// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    static let rust = Ecosystem(
        language: "rust", looksFor: "Cargo.toml",
        survey: { source in
            guard source.exists("Cargo.toml") else { return nil }
            let project = RustProject(source)
            var draft = Draft(language: "rust", rank: .mention)
            draft.sourceEndings = [".rs"]
            draft.blueprint.packageManager = "cargo"
            draft.blueprint.install = source.exists("Cargo.lock") ? "cargo fetch --locked" : "cargo fetch"
            if project.manifest == nil { draft.note("Cargo.toml", "is not valid TOML") }
            draft.choose(
                from: Framework<RustProject>.rust, for: project, otherwise: { $0.programPlan(environment: "") })
            return draft
        })
}
