// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension JavaProject {
    /// Without a framework's own way: an executable jar, or Gradle's own distribution of an application.
    var programPlan: Plan {
        if let gradle, isApplication(gradle.text) {
            if gradle.text.holds("shadow") {
                var plan = Plan(
                    build: tool("shadowJar"), start: "java -jar \("build/libs/*-all.jar".inFolder(folder))",
                    confidence: 0.8)
                plan.note(gradle.file, "makes one jar with the shadow plugin")
                plan.port = mainPort
                return plan
            }
            let name = folder.isEmpty ? gradleName ?? "app" : folder.splitPath().name
            let script = "build/install/\(name)/bin/\(name)".inFolder(folder)
            var plan = Plan(build: tool("installDist"), start: "./\(script)", confidence: 0.8)
            plan.note(gradle.file, "is an application")
            plan.port = mainPort
            return plan
        }
        if isWar {
            // A servlet container must come from somewhere: Jetty's plugin brings one.
            guard declares("jetty-maven-plugin") != nil || declares("jetty-ee10-maven-plugin") != nil, usesMaven else {
                return .nothing("pom.xml", "makes a war, which needs a servlet container")
            }
            let plugin = declares("jetty-maven-plugin") == nil ? "jetty-ee10" : "jetty"
            var plan = Plan(
                build: tool("package"), start: tool("\(plugin):run-war -Djetty.http.port=$PORT"), confidence: 0.7)
            if plugin == "jetty-ee10" { plan.start = tool("jetty:run-war -Djetty.http.port=$PORT") }
            plan.note("pom.xml", "has Jetty's plugin, which serves the war")
            return plan
        }
        let hasMain =
            pom?.elements.contains { $0.path.hasSuffix("/mainClass") } ?? gradle?.text.holds("Main-Class") ?? false
        guard hasMain else {
            var plan = Plan(build: tool(usesMaven ? "package" : "build"), confidence: 0.4)
            plan.note(usesMaven ? "pom.xml" : gradle?.file ?? "build.gradle", "names no main class to run")
            return plan
        }
        var plan = Plan(build: tool(usesMaven ? "package" : "build"), start: "java -jar \(jar)", confidence: 0.7)
        if usesMaven, declares("maven-assembly-plugin") != nil,
            declares("jar-with-dependencies") != nil || pomHolds("jar-with-dependencies")
        {
            plan.start = "java -jar \(jar.dropLast(4))-jar-with-dependencies.jar"
        }
        plan.port = mainPort
        return plan
    }

    private func isApplication(_ text: String) -> Bool {
        text.holds("mainClassName") || (text.holds("mainClass") && (text.holds("application") || text.holds("ktor")))
    }

    private func pomHolds(_ text: String) -> Bool { source.text("pom.xml".inFolder(folder))?.holds(text) == true }

    /// The port that the main class listens on when it does not read PORT.
    private var mainPort: Int? {
        let files = source.files(endingIn: [".java", ".kt"]).filter { $0.holds("src/main/") }.prefix(24)
        let main = files.first { file in
            guard let text = source.text(file) else { return false }
            return text.holds("static void main(") || text.holds("fun main(")
        }
        return main.flatMap { source.text($0) }.flatMap(ListeningPort.fixed(in:))
    }
}
