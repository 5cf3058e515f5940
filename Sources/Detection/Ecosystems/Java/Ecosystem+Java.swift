// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Ecosystem {
    static let java = Ecosystem(
        language: "java", looksFor: "pom.xml or build.gradle",
        survey: { source in
            guard
                let sign = source.first(of: [
                    "pom.xml", "build.gradle.kts", "build.gradle", "settings.gradle.kts", "settings.gradle",
                ])
            else { return nil }
            let project = JavaProject(source)
            var draft = Draft(language: "java", rank: .mention)
            draft.sourceEndings = [".java", ".kt"]
            if source.exists("src/main/kotlin".inFolder(project.folder)) {
                draft.blueprint.language = "kotlin"
                draft.blueprint.languages = ["kotlin", "java"]
            }
            draft.blueprint.packageManager = project.usesMaven ? "maven" : "gradle"
            draft.note(sign, "is built with \(project.usesMaven ? "Maven" : "Gradle")")
            draft.choose(from: Framework<JavaProject>.java, for: project, otherwise: \.programPlan)
            return draft
        })
}
