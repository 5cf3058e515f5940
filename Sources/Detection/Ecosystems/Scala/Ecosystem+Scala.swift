// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

extension Ecosystem {
    static let scala = Ecosystem(
        language: "scala", looksFor: "build.sbt", sourceEndings: [".scala", "conf/routes"], frameworks: Framework.scala,
        read: { source in
            guard source.exists("build.sbt") else { return nil }
            var project = ManifestProject(source, manifest: "build.sbt")
            let code = project.code(commentedBy: "//")
            let plugins = source.code("project/plugins.sbt", commentedBy: "//")
            project.name = code.value(of: "name")
            project.packages = Set(code.allQuoted + plugins.allQuoted)
            if source.exists("project/Dependencies.scala") {
                project.packages.formUnion(source.code("project/Dependencies.scala", commentedBy: "//").allQuoted)
            }
            return project
        },
        prepare: { project, draft in
            draft.installs(with: "sbt", "sbt update", shownBy: "build.sbt")
            draft.asks(for: "scala", project.code(commentedBy: "//").value(of: "scalaVersion"), in: "build.sbt")
            let sbt = project.source.lines("project/build.properties").first { $0.hasPrefix("sbt.version") }
            draft.asks(for: "sbt", sbt?.after("=")?.trimmed(), in: "project/build.properties")
        },
        program: { SbtPlan.make($0, options: "") })
}

extension Framework<ManifestProject> {
    static let scala: [Framework] = [
        Framework(
            slug: "play", name: "Play",
            signals: [
                .text(file: "build.sbt", holds: "PlayScala"), .text(file: "build.sbt", holds: "PlayJava"),
                .text(file: "build.sbt", holds: "PlayService"), .package("com.typesafe.play"),
                .package("org.playframework"),
            ],
            document: "https://www.playframework.com/documentation/latest/Deploying",
            plan: { project in
                // The pid file would refuse a second start in the same folder.
                var plan = SbtPlan.staged(
                    project,
                    options: " -Dhttp.address=${HOST:-0.0.0.0} -Dhttp.port=$PORT -Dpidfile.path=/dev/null")
                if project.source.text("conf/application.conf")?.holds("APPLICATION_SECRET") == true {
                    plan.note("conf/application.conf", "needs APPLICATION_SECRET in the environment")
                }
                return plan
            }),
        library(
            "http4s", "http4s", ["http4s-ember-server", "http4s-blaze-server", "http4s-netty-server"],
            "https://http4s.org/v0.23/docs/deployment.html"),
        library("zio-http", "ZIO HTTP", ["zio-http"], "https://ziohttp.com/installation"),
        library("pekko-http", "Pekko HTTP", ["pekko-http"], "https://pekko.apache.org/docs/pekko-http/current/"),
        library("akka-http", "Akka HTTP", ["akka-http"], "https://doc.akka.io/libraries/akka-http/current/"),
        library("finatra", "Finatra", ["finatra-http", "finatra-http-server"], "https://twitter.github.io/finatra/"),
        library(
            "scalatra", "Scalatra", ["scalatra", "scalatra-jakarta"],
            "https://scalatra.org/guides/2.8/deployment/standalone.html"),
        library("cask", "Cask", ["cask"], "https://com-lihaoyi.github.io/cask/"),
        library(
            "tapir", "Tapir", ["tapir-netty-server", "tapir-netty-server-sync"], "https://tapir.softwaremill.com/"),
    ]

    private static func library(_ slug: String, _ name: String, _ packages: [String], _ document: String) -> Framework {
        Framework(
            slug: slug, name: name, signals: packages.map { .package($0) }, document: document,
            plan: { SbtPlan.make($0, options: "") })
    }
}

/// How sbt packages: staged by sbt-native-packager, one jar by sbt-assembly, or run by sbt itself.
enum SbtPlan {
    static func make(_ project: ManifestProject, options: String) -> Plan {
        if project.packages.contains("sbt-native-packager") { return staged(project, options: options) }
        if project.packages.contains("sbt-assembly") { return assembled(project) }
        guard hasMain(project) else { return .nothing("build.sbt", "has no main class: a library") }
        var plan = Plan(build: "sbt compile", start: "sbt run", confidence: 0.6)
        plan.note("build.sbt", "packages nothing: sbt runs it; add sbt-native-packager or sbt-assembly")
        plan.port = port(project)
        return plan
    }

    /// www.scala-sbt.org/sbt-native-packager/archetypes/java_app
    static func staged(_ project: ManifestProject, options: String) -> Plan {
        let code = project.code(commentedBy: "//")
        let name = code.value(of: "executableScriptName") ?? project.name.map(normalised) ?? "*"
        var plan = Plan(
            build: "sbt stage", start: "./target/universal/stage/bin/\(name)\(options)",
            confidence: name == "*" ? 0.7 : 0.9)
        plan.note("build.sbt", "is staged as \(name)")
        if options.isEmpty { plan.port = port(project) }
        return plan
    }

    /// github.com/sbt/sbt-assembly: `target/scala-2.13/name-assembly-version.jar`
    private static func assembled(_ project: ManifestProject) -> Plan {
        let code = project.code(commentedBy: "//")
        let named = code.value(of: "assemblyJarName")
        let jar = named ?? "\(project.name.map(normalised) ?? "*")-assembly-*.jar"
        var plan = Plan(build: "sbt assembly", start: "java -jar target/scala-*/\(jar)", confidence: 0.8)
        plan.note("project/plugins.sbt", "has sbt-assembly, which makes one jar")
        plan.port = port(project)
        return plan
    }

    private static func hasMain(_ project: ManifestProject) -> Bool {
        project.code(commentedBy: "//").holds("mainClass") || mainFile(project) != nil
    }

    private static func mainFile(_ project: ManifestProject) -> String? {
        let signs = ["def main(", "extends App", "extends IOApp", "extends ZIOAppDefault", "@main ", "extends cask."]
        return project.source.files(endingIn: [".scala"]).filter { $0.hasPrefix("src/main/") }.prefix(24).first {
            file in
            guard let text = project.source.text(file) else { return false }
            return signs.contains { text.holds($0) }
        }
    }

    private static func port(_ project: ManifestProject) -> Int? {
        mainFile(project).flatMap { project.source.text($0) }.flatMap(ListeningPort.fixed(in:))
    }

    /// sbt writes names in lower case with hyphens.
    private static func normalised(_ name: String) -> String {
        name.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ".") }
            .joined(separator: "-")
    }
}

extension StringProtocol {
    /// The quoted value of an sbt setting, e.g. `name := "shop"`.
    func value(of setting: String) -> String? {
        for line in split(separator: "\n") {
            var rest = line.leadingTrimmed
            for scope in ["ThisBuild / ", "Compile / ", "Universal / ", "assembly / "] where rest.hasPrefix(scope) {
                rest = rest.dropFirst(scope.count)
            }
            guard let start = rest.hasPrefix(setting) ? rest.startIndex : rest.firstUTF8Index(of: " \(setting) :="),
                let value = rest[start...].after(":=")
            else { continue }
            let name = rest[start...].leadingTrimmed.leadingWord
            guard name == setting, let quoted = value.firstQuoted, !quoted.contains("$") else { continue }
            return quoted
        }
        return nil
    }
}
