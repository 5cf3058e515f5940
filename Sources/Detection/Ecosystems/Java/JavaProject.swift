// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Model

/// A project built with Maven or Gradle, as its build files describe it.
struct JavaProject: EcosystemProject {
    let source: Source
    /// pom.xml, when there is one.
    let pom: XMLScanner?
    /// The build script and settings of Gradle, as text: they are programs.
    let gradle: (file: String, text: String)?
    private let settings: String

    init(_ source: Source) {
        self.source = source
        pom = source.text("pom.xml").map(XMLScanner.init)
        let file = source.first(of: ["build.gradle.kts", "build.gradle"])
        gradle = file.flatMap { name in source.text(name).map { (name, $0) } }
        settings = source.text("settings.gradle.kts") ?? source.text("settings.gradle") ?? ""
    }

    /// A dependency, plugin or parent by its artifact or group name.
    func declares(_ package: String) -> String? {
        if let pom,
            pom.elements.contains(where: {
                ($0.path.hasSuffix("/artifactId") || $0.path.hasSuffix("/groupId")) && $0.text == package
            })
        {
            return "pom.xml"
        }
        return gradle.flatMap { $0.text.holds(package) ? $0.file : nil }
    }

    var usesMaven: Bool { pom != nil }

    /// Maven's or Gradle's command: the project's own wrapper where it has one.
    func tool(_ arguments: String) -> String {
        if usesMaven { return (source.exists("mvnw") ? "sh ./mvnw" : "mvn") + " -B -DskipTests \(arguments)" }
        return (source.exists("gradlew") ? "sh ./gradlew" : "gradle") + " --no-daemon \(arguments)"
    }

    /// The path of the jar that the build makes, with a wildcard for what is computed.
    var jar: String {
        if let pom {
            let finalName = pom.text("project/build/finalName").map(resolved)
            let name = pom.text("project/artifactId").map(resolved) ?? "*"
            let version = (pom.text("project/version") ?? pom.text("project/parent/version")).map(resolved) ?? "*"
            return "target/\(finalName ?? "\(name)-\(version)").jar"
        }
        let name = gradleName ?? "*"
        let line = gradle?.text.split(separator: "\n").first { $0.hasPrefix("version") }
        let version = line.flatMap(\.firstQuoted)
        return "build/libs/\(name)\(version.map { "-\($0)" } ?? "*").jar"
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
        let value = pom?.text("project/properties/\(name)") ?? known[name].flatMap { pom?.text($0) }
        guard let value, !value.contains("${") else { return "*" }
        return text[..<start] + value + text[text.index(after: end)...]
    }
}
