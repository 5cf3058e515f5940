// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A project built with Maven or Gradle, as its build files describe it.
struct JavaProject: EcosystemProject {
    let source: Source
    /// The module whose program is run: the root, or the first of several that says how it starts.
    let folder: String
    /// pom.xml, when there is one.
    let pom: XMLScanner?
    /// The build script and settings of Gradle, as text: they are programs.
    let gradle: (file: String, text: String)?
    private let settings: String
    /// The root's pom.xml, from which a module's inherits.
    private let parent: XMLScanner?

    init(_ source: Source) {
        self.source = source
        settings = source.code(
            source.first(of: ["settings.gradle.kts", "settings.gradle"]) ?? "settings.gradle", commentedBy: "//")
        let root = source.text("pom.xml").map(XMLScanner.init)
        parent = root
        folder = Self.module(of: root, settings, in: source) ?? ""
        pom = folder.isEmpty ? root : source.text("\(folder)/pom.xml").map(XMLScanner.init)
        // A catalogue gives plugins and libraries names of its own; their ids stand in it.
        let catalogue = source.code("gradle/libs.versions.toml", commentedBy: "#")
        let file = source.first(of: ["build.gradle.kts", "build.gradle"].map { [folder] in $0.inFolder(folder) })
        gradle = file.map { ($0, source.code($0, commentedBy: "//") + "\n" + catalogue) }
    }

    /// A dependency, plugin or parent by its artifact or group name.
    func declares(_ package: String) -> String? {
        let isListed = [pom, parent].compactMap(\.self).contains { document in
            document.elements.contains {
                ($0.path.hasSuffix("/artifactId") || $0.path.hasSuffix("/groupId")) && $0.text == package
            }
        }
        if isListed { return "pom.xml".inFolder(pom == nil ? "" : folder) }
        return gradle.flatMap { $0.text.holds(package) ? $0.file : nil }
    }

    var usesMaven: Bool { pom != nil }

    /// Whether what is built is a war, which Spring Boot makes executable too.
    var isWar: Bool {
        pom?.text("project/packaging") == "war"
            || ["id 'war'", "id \"war\"", "id(\"war\")", "plugin: 'war'"].contains { gradle?.text.holds($0) == true }
    }

    /// The module to run, of a build with several (maven.apache.org/guides/mini/guide-multiple-modules.html,
    /// docs.gradle.org/current/userguide/multi_project_builds.html); nil when the root itself is the program.
    private static func module(of pom: XMLScanner?, _ settings: String, in source: Source) -> String? {
        let signs = [
            "spring-boot-maven-plugin", "quarkus-maven-plugin", "mainClass", "org.springframework.boot", "io.quarkus",
            "io.ktor.plugin", "libs.plugins.ktor",
        ]
        if let pom {
            guard pom.text("project/packaging") == "pom" else { return nil }
            let modules = pom.texts("project/modules/module").prefix(24).filter { source.exists("\($0)/pom.xml") }
            return signs.lazy.compactMap { sign in modules.first { source.text("\($0)/pom.xml")?.holds(sign) == true } }
                .first
        }
        // `include(":app", ":web")`, which may go on over lines until its last comma.
        var names: [String] = []
        var isOpen = false
        for line in settings.split(separator: "\n") where line.utf8.count < 2000 {
            guard isOpen || line.leadingTrimmed.hasPrefix("include") else { continue }
            let pieces = line.split(whereSeparator: { $0 == "'" || $0 == "\"" }).map { String($0) }
            names += pieces.filter { !$0.contains(",") && !$0.contains("(") && !$0.hasPrefix("include") }
            let last = line.trimmed().last
            isOpen = last == "," || last == "("
        }
        let modules = names.map { $0.split(separator: ":").joined(separator: "/").trimmed() }.prefix(48).filter {
            source.first(of: ["\($0)/build.gradle.kts", "\($0)/build.gradle"]) != nil
        }
        let root =
            source.first(of: ["build.gradle.kts", "build.gradle"]).map { source.code($0, commentedBy: "//") } ?? ""
        guard !modules.isEmpty, !source.exists("src/main"), !root.holds("mainClass") else { return nil }
        return (signs + ["application"]).lazy.compactMap { sign in
            modules.first { module in
                ["build.gradle.kts", "build.gradle"].contains { source.text("\(module)/\($0)")?.holds(sign) == true }
            }
        }.first
    }

    /// Maven's or Gradle's command: the project's own wrapper where it has one.
    func tool(_ arguments: String) -> String {
        if usesMaven {
            let module = folder.isEmpty ? "" : " -pl \(folder) -am"
            return (source.exists("mvnw") ? "sh ./mvnw" : "mvn") + " -B -DskipTests\(module) \(arguments)"
        }
        let path = folder.isEmpty ? "" : ":" + folder.split(separator: "/").joined(separator: ":") + ":"
        return (source.exists("gradlew") ? "sh ./gradlew" : "gradle") + " --no-daemon \(path)\(arguments)"
    }

    /// The path of the jar that the build makes, with a wildcard for what is computed.
    var jar: String {
        if let pom {
            let finalName = pom.text("project/build/finalName").map(resolved)
            let name = pom.text("project/artifactId").map(resolved) ?? "*"
            let version = (pom.text("project/version") ?? pom.text("project/parent/version")).map(resolved) ?? "*"
            let ending = isWar ? "war" : "jar"
            return "target/\(finalName ?? "\(name)-\(version)").\(ending)".inFolder(folder)
        }
        let name = folder.isEmpty ? gradleName ?? "*" : folder.splitPath().name
        let line = gradle?.text.split(separator: "\n").first { $0.hasPrefix("version") }
        let version = line.flatMap(\.firstQuoted)
        return "build/libs/\(name)\(version.map { "-\($0)" } ?? "*").\(isWar ? "war" : "jar")".inFolder(folder)
    }

    /// The name Gradle gives to what it builds; nil when the settings do not say.
    var gradleName: String? { settings.after("rootProject.name")?.prefix(80).firstQuoted }

    /// A value of the pom with its `${properties}` filled in; `*` when one is not known.
    func resolved(_ text: String) -> String {
        guard let start = text.firstUTF8Index(of: "${"), let end = text[start...].firstIndex(of: "}") else {
            return text
        }
        let name = String(text[text.index(start, offsetBy: 2)..<end])
        let known = ["project.artifactId": "project/artifactId", "project.version": "project/version"]
        let value =
            pom?.text("project/properties/\(name)") ?? parent?.text("project/properties/\(name)")
            ?? known[name].flatMap { pom?.text($0) }
        guard let value, !value.contains("${") else { return "*" }
        return text[..<start] + value + text[text.index(after: end)...]
    }
}
