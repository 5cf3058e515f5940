// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

extension Framework<JavaProject> {
    static let java: [Framework] = [
        Framework(
            slug: "spring-boot", name: "Spring Boot",
            signals: [
                .package("spring-boot-starter-parent"), .package("spring-boot-maven-plugin"),
                .package("org.springframework.boot"),
            ],
            document: "https://docs.spring.io/spring-boot/reference/features/external-config.html",
            plan: { project in
                var plan = Plan(confidence: 0.9)
                plan.build = project.tool(project.usesMaven ? "package" : "bootJar")
                plan.start = "java -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar \(project.jar)"
                if project.jar.contains("*") { plan.confidence = 0.8 }
                if let file = project.declares("spring-boot-starter-actuator") {
                    plan.healthPath = "/actuator/health"
                    plan.note(file, "depends on the actuator, which serves /actuator/health")
                }
                return plan
            }),
        Framework(
            slug: "quarkus", name: "Quarkus",
            signals: [.package("quarkus-maven-plugin"), .package("io.quarkus"), .package("io.quarkus.platform")],
            document: "https://quarkus.io/guides/maven-tooling",
            plan: { project in
                let folder = project.usesMaven ? "target" : "build"
                return Plan(
                    build: project.tool(project.usesMaven ? "package" : "quarkusBuild"),
                    start:
                        "java -Dquarkus.http.host=${HOST:-0.0.0.0} -Dquarkus.http.port=$PORT "
                        + "-jar \(folder)/quarkus-app/quarkus-run.jar",
                    healthPath: project.declares("quarkus-smallrye-health").map { _ in "/q/health" })
            }),
        Framework(
            slug: "micronaut", name: "Micronaut",
            signals: [.package("micronaut-parent"), .package("io.micronaut.application")],
            document: "https://docs.micronaut.io/latest/guide/",
            plan: { project in
                let jar = project.usesMaven ? project.jar : "build/libs/*-all.jar"
                return Plan(
                    build: project.tool(project.usesMaven ? "package" : "shadowJar"),
                    start: "MICRONAUT_SERVER_HOST=${HOST:-0.0.0.0} MICRONAUT_SERVER_PORT=$PORT java -jar \(jar)",
                    confidence: 0.8)
            }),
    ]
}

extension JavaProject {
    /// Without a framework: an executable jar, or Gradle's own distribution of an application.
    var programPlan: Plan {
        if let gradle, gradle.text.holds("application"), gradle.text.holds("mainClass") {
            let name = gradleName ?? "app"
            var plan = Plan(build: tool("installDist"), start: "build/install/\(name)/bin/\(name)", confidence: 0.8)
            plan.note(gradle.file, "is an application")
            return plan
        }
        let hasMain =
            pom?.elements.contains { $0.path.hasSuffix("/mainClass") } ?? gradle?.text.holds("Main-Class") ?? false
        guard hasMain else {
            var plan = Plan(build: tool(usesMaven ? "package" : "build"), confidence: 0.4)
            plan.note(usesMaven ? "pom.xml" : gradle?.file ?? "build.gradle", "names no main class to run")
            return plan
        }
        return Plan(build: tool(usesMaven ? "package" : "build"), start: "java -jar \(jar)", confidence: 0.7)
    }
}

extension Ecosystem {
    static let java = Ecosystem(
        language: "java", looksFor: "pom.xml or build.gradle",
        survey: { source in
            guard let sign = source.first(of: ["pom.xml", "build.gradle.kts", "build.gradle"]) else { return nil }
            let project = JavaProject(source)
            var draft = Draft(language: "java", rank: .mention)
            draft.sourceEndings = [".java", ".kt"]
            if source.exists("src/main/kotlin") {
                draft.blueprint.language = "kotlin"
                draft.blueprint.languages = ["kotlin", "java"]
            }
            draft.blueprint.packageManager = project.usesMaven ? "maven" : "gradle"
            draft.note(sign, "is built with \(project.usesMaven ? "Maven" : "Gradle")")
            let row = Framework<JavaProject>.java.lazy.compactMap { row in row.recognise(project).map { (row, $0) } }
                .first
            if let (row, evidence) = row {
                draft.blueprint.framework = row.slug
                draft.note(evidence.file, evidence.says)
                draft.apply(row.plan(project))
            } else {
                draft.apply(project.programPlan)
            }
            draft.rank = draft.blueprint.start == nil ? .mention : row == nil ? .program : .server
            return draft
        })
}
