// SPDX-FileCopyrightText: 2026 The Dextra authors
// SPDX-License-Identifier: Apache-2.0

import Primitives

/// One service of a Compose file (docs.docker.com/reference/compose-file/services).
struct ComposeService {
    var name: String
    /// The folder whose image it is, relative to the file's; nil for an image that is not built of this tree.
    private(set) var folder: String?
    /// Whether the folder holds the image's own Dockerfile.
    private(set) var isImage = false
    /// Where it comes from when it is not built of this tree, in words.
    private(set) var origin: String?
    /// What else is said about it, in words. Variables are named without their values, which may be secret.
    private(set) var facts: [String] = []
    /// The first TCP port inside the container.
    private(set) var port: Int?
    /// The path that its health check asks for over HTTP.
    private(set) var healthPath: String?

    init(_ name: String, _ service: JSONValue, in source: Source) {
        self.name = name
        read(build: service["build"], image: service["image"]?.string.map(Self.filled), in: source)
        let check = ComposeHealthCheck(service["healthcheck"])
        let ports = (service["ports"]?.array ?? []).compactMap(Self.containerPort)
        port = ports.first ?? (service["expose"]?.array ?? []).lazy.compactMap(Self.containerPort).first ?? check?.port
        healthPath = check?.path
        if !ports.isEmpty { facts.append("listens on \(Self.list(ports.map(String.init)))") }
        if let path = healthPath { facts.append("is checked at \(path)") }
        let needs = Self.names(service["depends_on"])
        if !needs.isEmpty { facts.append("waits for \(Self.list(needs))") }
        let variables = Self.names(service["environment"])
        if !variables.isEmpty { facts.append("is given \(Self.list(variables))") }
    }

    private mutating func read(build: JSONValue?, image: String?, in source: Source) {
        guard let build, build.string != nil || build.object != nil else {
            origin = image.map { "needs \($0.prefix(200)) beside it" }
            return
        }
        let context = Self.filled(build.string ?? build["context"]?.string ?? ".")
        guard !context.contains(":"), let root = context.cleanPath else {
            origin = "is built from \(context.prefix(200)), which is not part of this tree"
            return
        }
        let dockerfile = build["dockerfile"]?.string.map(Self.filled)
        // One context for all, so that images share code: the Dockerfile then stands with the project it is of.
        let beside = dockerfile?.cleanPath?.inFolder(root).splitPath().folder ?? root
        folder = beside != root && source.holdsProject(beside) ? beside : root
        isImage = folder == root
        if let dockerfile { facts.append("is made by \(dockerfile.prefix(200))") }
        if let target = build["target"]?.string { facts.append("is the stage \(target.prefix(100))") }
        let arguments = Self.names(build["args"])
        if !arguments.isEmpty { facts.append("is built with \(Self.list(arguments))") }
    }

    /// `"8080:80"`, `"127.0.0.1:8080:80/tcp"`, `80`, or a mapping with a `target`; nil for UDP and for a range's like.
    private static func containerPort(_ value: JSONValue) -> Int? {
        if let target = value["target"] {
            return value["protocol"]?.string == "udp" ? nil : valid(target.plainText ?? "")
        }
        let parts = filled(value.plainText ?? "").split(separator: "/")
        guard let ports = parts.first, parts.count == 1 || parts[1] == "tcp" else { return nil }
        return ports.split(separator: ":").last.flatMap { valid(String($0.prefix { $0 != "-" })) }
    }

    private static func valid(_ text: String) -> Int? { Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil } }

    /// The keys of a mapping, or the names in a list of `NAME` and `NAME=value`; sorted.
    private static func names(_ value: JSONValue?) -> [String] {
        let names = value?.object.map { Array($0.keys) }
        let words = value?.array?.compactMap { $0.string.map { String($0.prefix { $0 != "=" }) } }
        return Array((names ?? words ?? []).filter { !$0.isEmpty && $0.utf8.count <= 100 }.sorted().prefix(20))
    }

    private static func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    /// Text with `${NAME:-default}` and `${NAME-default}` replaced by their defaults, and without other variables.
    static func filled(_ text: String) -> String {
        guard text.holds("${") else { return text }
        var result = ""
        var rest = text[...]
        for _ in 0..<16 {
            guard let open = rest.firstUTF8Index(of: "${"), let close = rest[open...].firstUTF8Index(of: "}") else {
                break
            }
            result += rest[..<open]
            let inside = rest[open..<close].dropFirst(2)
            if let dash = inside.firstIndex(of: "-") { result += inside[inside.index(after: dash)...] }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension Source {
    /// Whether a folder has a manifest or a program, rather than only files about something else.
    func holdsProject(_ folder: String) -> Bool {
        let manifests = [
            "package.json", "deno.json", "requirements.txt", "pyproject.toml", "Pipfile", "manage.py", "Gemfile",
            "composer.json", "go.mod", "main.go", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts",
            "build.sbt", "mix.exs", "Package.swift", "pubspec.yaml", "shard.yml", "gleam.toml", "index.html",
            "index.php", "project.json",
        ]
        return manifests.contains { exists($0.inFolder(folder)) }
            || list(folder).contains { $0.name.hasSuffix("proj") && !$0.isFolder }
    }
}
