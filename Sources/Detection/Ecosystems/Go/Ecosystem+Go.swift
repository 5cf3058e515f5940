// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    static let go = Ecosystem(
        language: "go", looksFor: "go.mod, go.work or main.go",
        survey: { source in
            guard let sign = source.first(of: ["go.mod", "go.work", "main.go"]) else { return nil }
            let project = GoProject(source)
            var draft = Draft(language: "go", rank: .mention)
            draft.sourceEndings = [".go"]
            if sign != "main.go" {
                draft.blueprint.packageManager = "go"
                if !source.exists("vendor/modules.txt") { draft.blueprint.install = "go mod download" }
                draft.note(sign, "is the module \(project.module ?? "without a name")")
            } else {
                draft.note(sign, "is a Go program without a module")
            }
            draft.choose(from: Framework<GoProject>.go, for: project, otherwise: \.programPlan)
            let program = project.mainPackage
            draft.otherPrograms = project.programs.map(\.folder).filter { !$0.isEmpty && $0 != program?.folder }
            if program == nil, !project.programs.isEmpty {
                // Which one is to be asked; that it is a program of this module is known.
                draft.needsChoice = true
                draft.rank = draft.blueprint.framework == nil ? .program : .server
            }
            if sign == "main.go", draft.blueprint.start != nil {
                draft.blueprint.build = "go build -o bin/app main.go"
                draft.blueprint.confidence = 0.7
            }
            return draft
        })
}
