// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Detection
import Model

extension Recipe {
    /// What only a Procfile or dextra.yaml describes: Debian with the programs that its commands name.
    static let shell = Recipe("Other commands", suits: { _ in true }) { subject in
        var plan = ImagePlan(builder: .debian, runtime: .debian, for: subject)
        let programs = subject.blueprint.programs
        plan.sharedPackages = Set(programs.flatMap(\.packages)).sorted()
        for program in programs where program.packages.isEmpty {
            plan.notes.append("'\(program.name)' is no package of Debian and must be added (\(program.document))")
        }
        return plan
    }
}
