// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Recipe {
    /// Java and Kotlin with Maven or Gradle: built with the kit, run by the runtime.
    static let jvm = Recipe("Java, Kotlin", languages: ["java", "kotlin", "groovy"]) { subject in
        let java = subject.version("java", numbers: 1)
        let usesMaven = subject.blueprint.packageManager != "gradle"
        let usesWrapper =
            subject.blueprint.build?.contains("mvnw") == true || subject.blueprint.build?.contains("gradlew") == true
        let builder: Image =
            if usesWrapper {
                .javaKit(java)
            } else if usesMaven {
                Image("maven", "\(subject.version("maven"))-eclipse-temurin-\(java)", hasEntrypoint: true)
            } else {
                Image("gradle", "\(subject.version("gradle"))-jdk\(java)", hasEntrypoint: true)
            }
        let needsTool = subject.startProgram.map { !$0.contains("/") && $0 != "java" || $0.hasSuffix("mvnw") } ?? false
        var plan = ImagePlan(builder: builder, runtime: needsTool ? builder : .javaRuntime(java), for: subject)
        plan.caches = [usesMaven ? "/root/.m2" : "/root/.gradle"]
        if !usesMaven { plan.builderEnvironment = [("GRADLE_USER_HOME", "/root/.gradle")] }
        if needsTool { plan.notes.append("the start command needs \(subject.startProgram ?? "") in the image") }
        JavaBuild.dependencies(subject, usesMaven: usesMaven, in: &plan)
        plan.runtimeEnvironment = [("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75.0")]
        if let jar = subject.artifact(after: "-jar") {
            // Quarkus' jar has its libraries beside it.
            let folder =
                jar.contains("/quarkus-app/") ? jar.split(separator: "/").dropLast().joined(separator: "/") : nil
            let configuration =
                subject.blueprint.framework == "dropwizard"
                ? subject.files.present(["config.yml", "config.yaml", "configuration.yml"]) : []
            plan.ships = .paths([folder ?? jar] + configuration)
        } else if let script = subject.artifact(), script.contains("/install/"), !needsTool {
            plan.ships = .paths([script.split(separator: "/").dropLast(2).joined(separator: "/")])
        }
        return plan
    }
}

enum JavaBuild {
    /// Fetches what the build descriptions name, before the source is there. It is a cache: what it misses, the build gets.
    static func dependencies(_ subject: Subject, usesMaven: Bool, in plan: inout ImagePlan) {
        let files = subject.files
        guard let build = plan.build, plan.install == nil,
            files.find(["pom.xml", "settings.gradle", "settings.gradle.kts"]).count <= 1
        else { return }
        // `mvn`, `sh ./mvnw`, `gradle` or `sh ./gradlew`.
        let tool = build.split(separator: " ").prefix { !$0.hasPrefix("-") }.joined(separator: " ")
        guard tool.hasSuffix("mvn") || tool.hasSuffix("mvnw") || tool.hasSuffix("gradle") || tool.hasSuffix("gradlew")
        else {
            return
        }
        if usesMaven {
            plan.manifests = subject.copyable(files.present(["pom.xml", ".mvn", "mvnw"]))
            plan.install = "\(tool) -B -q dependency:go-offline || true"
        } else {
            let names = [
                "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", "gradle.properties",
                "gradle",
                "gradlew",
            ]
            plan.manifests = subject.copyable(files.present(names))
            plan.install = "\(tool) --no-daemon -q dependencies > /dev/null || true"
        }
        if plan.manifests.isEmpty { plan.install = nil }
    }
}

extension Image {
    /// Eclipse Temurin's development kit on Ubuntu 24.04, and its runtime.
    static func javaKit(_ version: String) -> Image {
        Image("eclipse-temurin", "\(version)-jdk-noble", hasEntrypoint: true)
    }
    static func javaRuntime(_ version: String) -> Image {
        Image("eclipse-temurin", "\(version)-jre-noble", hasEntrypoint: true)
    }
}
