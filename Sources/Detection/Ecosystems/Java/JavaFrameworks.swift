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
                plan.build = project.tool(project.usesMaven ? "package" : project.isWar ? "bootWar" : "bootJar")
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
                let folder = (project.usesMaven ? "target" : "build").inFolder(project.folder)
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
                let jar = project.usesMaven ? project.jar : "build/libs/*-all.jar".inFolder(project.folder)
                return Plan(
                    build: project.tool(project.usesMaven ? "package" : "shadowJar"),
                    start: "MICRONAUT_SERVER_HOST=${HOST:-0.0.0.0} MICRONAUT_SERVER_PORT=$PORT java -jar \(jar)",
                    confidence: 0.8)
            }),
        Framework(
            slug: "ktor", name: "Ktor",
            signals: [
                .package("io.ktor.plugin"), .package("io.ktor"), .package("ktor-server-core"),
                .package("ktor-server-core-jvm"), .package("ktor-server-netty"), .package("ktor-server-netty-jvm"),
            ],
            document: "https://ktor.io/docs/server-fatjar.html", plan: KtorPlan.make),
        Framework(
            slug: "dropwizard", name: "Dropwizard", signals: [.package("dropwizard-core"), .package("io.dropwizard")],
            document: "https://www.dropwizard.io/en/stable/getting-started.html",
            plan: DropwizardPlan.make),
        Framework(
            slug: "grails", name: "Grails",
            signals: [.package("org.grails.grails-web"), .package("org.apache.grails.gradle.grails-web")],
            document: "https://docs.grails.org/latest/guide/deployment.html",
            plan: { project in
                Plan(
                    build: project.tool(project.isWar ? "bootWar" : "bootJar"),
                    start:
                        "java -Dgrails.env=prod -Dserver.address=${HOST:-0.0.0.0} -Dserver.port=$PORT -jar \(project.jar)",
                    confidence: 0.8)
            }),
        library(
            "helidon", "Helidon", ["io.helidon.applications", "io.helidon.webserver"], "https://helidon.io/docs/latest/"
        ),
        library("javalin", "Javalin", ["io.javalin", "javalin"], "https://javalin.io/documentation"),
        library("vertx", "Vert.x", ["io.vertx", "vertx-web"], "https://vertx.io/docs/"),
        library("http4k", "http4k", ["org.http4k", "http4k-core"], "https://www.http4k.org/"),
        library("spark-java", "Spark", ["com.sparkjava"], "https://sparkjava.com/documentation"),
        library("jooby", "Jooby", ["io.jooby"], "https://jooby.io/"),
    ]

    /// Libraries: the program is packaged as the build says, whichever it is.
    private static func library(_ slug: String, _ name: String, _ packages: [String], _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: packages.map { .package($0) }, document: document, plan: { $0.programPlan }
        )
    }
}

/// Dropwizard's one jar is given the file that configures it (dropwizard.io/en/stable/manual/core.html).
enum DropwizardPlan {
    static func make(_ project: JavaProject) -> Plan {
        let source = project.source
        let usual = ["config.yml", "config.yaml", "configuration.yml"].map { $0.inFolder(project.folder) }
        let others = source.list(project.folder).map(\.name).filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
            .map { $0.inFolder(project.folder) }
        let file =
            source.first(of: usual)
            ?? others.first { source.text($0).map { ("\n" + $0).holds("\nserver:") } ?? false }
        guard let file else { return project.programPlan }
        let jar = project.usesMaven ? project.jar : "build/libs/*-all.jar".inFolder(project.folder)
        var plan = Plan(build: project.tool(project.usesMaven ? "package" : "shadowJar"), confidence: 0.75)
        // A setting can be overridden where the file has it; a connector that it leaves out listens on 8080.
        let text = source.text(file) ?? ""
        let connector =
            text.holds("applicationConnectors:")
            ? "applicationConnectors[0]" : text.holds("type: simple") ? "connector" : nil
        let option = connector.map { "'-Ddw.server.\($0).port='$PORT " } ?? ""
        if connector == nil { plan.port = 8080 }
        plan.start = "java \(option)-jar \(jar) server \(file)"
        plan.note(file, "configures the server")
        return plan
    }
}

/// Ktor's plugin makes one jar; without it the application plugin's distribution is run.
enum KtorPlan {
    static func make(_ project: JavaProject) -> Plan {
        var plan: Plan
        if project.declares("io.ktor.plugin") != nil || project.gradle?.text.holds("libs.plugins.ktor") == true {
            // EngineMain takes its address by arguments; a program that calls embeddedServer passes them over.
            plan = Plan(
                build: project.tool("buildFatJar"),
                start: "java -jar \("build/libs/*-all.jar".inFolder(project.folder)) -host=${HOST:-0.0.0.0} -port=$PORT"
            )
        } else {
            plan = project.programPlan
        }
        let files = project.source.files(endingIn: [".kt"]).filter { $0.holds("src/main/") }.prefix(24)
        if let main = files.first(where: { project.source.text($0)?.holds("embeddedServer(") == true }) {
            plan.port = ListeningPort.fixed(in: project.source.text(main) ?? "")
            plan.note(main, "starts the server itself")
            plan.start = plan.start.map { $0.replacing(" -host=${HOST:-0.0.0.0} -port=$PORT", with: "") }
        }
        return plan
    }
}
