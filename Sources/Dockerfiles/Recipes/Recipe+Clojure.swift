// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Clojure with Leiningen or its own command line: a jar on Java's runtime, else in the image that built it.
    static let clojure = Recipe("Clojure", languages: ["clojure"]) { subject in
        let java = subject.version("java", numbers: 1)
        let usesLein = subject.blueprint.packageManager == "lein"
        let builder = Image(
            "clojure", "temurin-\(java)-\(usesLein ? "lein" : "tools-deps")-bookworm", hasEntrypoint: true)
        let jar = subject.artifact(after: "-jar")
        var plan = ImagePlan(builder: builder, runtime: jar == nil ? builder : .javaRuntime(java), for: subject)
        plan.caches = jar == nil ? [] : ["/root/.m2"]
        // Without a jar the libraries are needed when it runs: they lie in the project's folder.
        if jar == nil {
            plan.builderEnvironment = [("HOME", "/app/.home"), ("JAVA_TOOL_OPTIONS", "-Duser.home=/app/.home")]
            plan.runtimeEnvironment = plan.builderEnvironment
            plan.notes.append("the start command needs \(subject.startProgram ?? "clojure") in the image")
        } else {
            plan.runtimeEnvironment = [("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75.0")]
        }
        if subject.isOnly(plan.install, of: ["lein", "clojure", "clj"]) {
            plan.manifests = subject.copyable(subject.files.present(["project.clj", "deps.edn", "build.clj"]))
        }
        if let jar { plan.ships = .paths([jar] + subject.runtimeFiles) }
        return plan
    }
}
